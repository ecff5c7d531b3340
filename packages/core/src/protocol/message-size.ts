import { ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import type { JsonRpcMessage } from './json-rpc-message.js';

/** Bytes of the largest message that can be of use: what the server takes, or the tool that takes most. */
export function largestMessage({ limits, registries }: Runtime): number {
  return Math.max(limits.body, registries.largestRequest);
}

/** A message over the server's own limit came for a tool that takes more, which holds it to that. Throws PAYLOAD_TOO_LARGE for any other. */
export function assertSize(message: JsonRpcMessage, { limits }: Runtime): void {
  if (message.kind === 'request' && message.method === 'tools/call') return;
  assertWithin(message.bytes, limits.body);
}

/** Throws PAYLOAD_TOO_LARGE for more bytes than the limit. */
export function assertWithin(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new ToolgateError('PAYLOAD_TOO_LARGE', `The message is larger than ${limit} bytes.`, { details: { limit } });
}
