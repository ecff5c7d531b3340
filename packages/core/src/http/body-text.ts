import { isUtf8 } from 'node:buffer';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { MessageText } from '../protocol/parse-message.js';

export function tooLarge(limit: number): ToolgateError {
  return new ToolgateError('PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes.`, { details: { limit } });
}

export function endedEarly(): ToolgateError {
  return new ToolgateError('BAD_REQUEST', 'The body ended early.');
}

export function tooSlow(): ToolgateError {
  return new ToolgateError('REQUEST_TIMEOUT', 'The body took too long to arrive.');
}

/** Text of a body. Throws INVALID_REQUEST where it is not UTF-8, instead of replacing what cannot be read. */
export function decodeUtf8(body: Buffer): MessageText {
  if (isUtf8(body)) return { text: body.toString('utf8'), bytes: body.length };
  throw new ToolgateError('INVALID_REQUEST', 'The body is not valid UTF-8.');
}
