import { errorKind } from '../errors/error-kinds.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import type { RequestId } from './json-rpc-message.js';

/** Text of a successful response; `result` is JSON already. */
export function resultText(id: RequestId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

/** Text of an error response. An unknown id is left out: the schema of 2025-11-25 has no null there. */
export function errorText(id: RequestId | undefined, error: ToolgateError): string {
  const { rpc } = errorKind(error.code);
  const data = errorData(error);
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: rpc, message: error.message, data } });
}

/** Text of a notification. */
export function notificationText(method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params });
}

/** The machine-readable part of an error: code, details and when to retry. Details that are not JSON are left out. */
export function errorData({ code, details, retryAfterMs }: ToolgateError): Readonly<Record<string, unknown>> {
  const { retryable } = errorKind(code);
  return { code, retryable, retryAfterMs, details: isJson(details) ? details : undefined };
}

function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
