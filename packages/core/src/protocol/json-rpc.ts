import { errorKind, rpcCode } from '../errors/error-kinds.js';
import { ProtocolError } from '../errors/protocol-error.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import type { Era } from '../identity/caller.js';
import type { RequestId } from './json-rpc-message.js';

/** Text of a successful response; `result` is JSON already. */
export function responseText(id: RequestId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

/** Text of an error response. An unknown id is left out: the schemas have no null there. */
export function errorText(id: RequestId | undefined, error: ToolgateError, era: Era = '2025'): string {
  const rpc = rpcCode(error.code, era);
  const data = errorData(error);
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: rpc, message: errorMessage(error), data } });
}

/** Text of a request of the server's own. */
export function requestText(id: RequestId, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** Text of a notification. */
export function notificationText(method: string, params?: object): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params });
}

/** Characters of an error's message that are sent, and of its details as JSON. */
const maxMessage = 4_096;
const maxDetails = 65_536;

/** The sentence of an error, cut where it is longer than anybody reads. */
export function errorMessage({ message }: ToolgateError): string {
  return message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
}

/** When to try again, in whole milliseconds; undefined where nothing sensible was given. */
export function retryAfter({ retryAfterMs }: ToolgateError): number | undefined {
  return typeof retryAfterMs === 'number' && retryAfterMs >= 0 && Number.isFinite(retryAfterMs)
    ? Math.ceil(retryAfterMs)
    : undefined;
}

/** The machine-readable part of an error: what the protocol wants there, code, details and when to retry. Details that are not JSON, or too long, are left out. */
export function errorData(error: ToolgateError): Readonly<Record<string, unknown>> {
  const { code, details } = error;
  const { retryable } = errorKind(code);
  const own = error instanceof ProtocolError && isSendable(error.data) ? error.data : undefined;
  // Official v2 clients know this error by data that has the URI and nothing else.
  if (code === 'RESOURCE_NOT_FOUND' && own !== undefined) return own;
  const shown = isSendable(details) ? details : undefined;
  return { ...own, code, retryable, retryAfterMs: retryAfter(error), details: shown };
}

function isSendable(details: unknown): boolean {
  try {
    return (JSON.stringify(details) ?? '').length <= maxDetails;
  } catch {
    return false;
  }
}
