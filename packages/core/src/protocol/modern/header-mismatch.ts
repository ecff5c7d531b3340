import { ProtocolError } from '../../errors/protocol-error.js';

const shown = 128;

/** HEADER_MISMATCH, from a clause that names the header and what the body says. */
export function headerMismatch(clause: string): ProtocolError {
  return new ProtocolError('HEADER_MISMATCH', `Header mismatch: ${clause}.`);
}

/** Text of the caller's in quotes, cut to what a message can hold. */
export function quote(text: string): string {
  return JSON.stringify(text.length > shown ? `${text.slice(0, shown)}…` : text);
}
