import { headerMismatch, quote } from './header-mismatch.js';
import { trimBlanks } from './trim-blanks.js';

/** Value of a header by lower-case name. */
export type HeaderReader = (name: string) => string | undefined;

/** A header that repeats what the body says, as messages spell it. */
export type RoutingHeader = 'MCP-Protocol-Version' | 'Mcp-Method';

/** Throws HEADER_MISMATCH where a header was sent and says something else than the body. Case counts (MCP 2026-07-28, case sensitivity). */
export function checkAgreement(name: RoutingHeader, sent: string | undefined, body: string): void {
  if (sent === undefined || sent === body || trimBlanks(sent) === body) return;
  throw headerMismatch(`${name} is ${quote(sent)}, the body says ${quote(body)}`);
}

/** Throws HEADER_MISMATCH where a request came without a header that it must have. */
export function checkPresence(name: RoutingHeader, sent: string | undefined, body: string): void {
  if (sent === undefined) throw headerMismatch(`${name} is missing, the body says ${quote(body)}`);
}
