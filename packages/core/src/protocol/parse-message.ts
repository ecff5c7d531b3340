import { ToolgateError } from '../errors/toolgate-error.js';
import type { JsonRpcMessage, RequestId, ResponseMessage } from './json-rpc-message.js';
import { type KeyCounts, type ScanLimits, scanJson } from './scan-json.js';

/** Characters of an id or a progress token: both are kept and sent back. */
export const maxIdLength = 256;
const maxMethodLength = 128;

type JsonObject = Readonly<Record<string, unknown>>;

/** A message before it is parsed, with its size on the wire. */
export interface MessageText {
  readonly text: string;
  readonly bytes: number;
}

/** A refused message, with the id to answer to where it could be read. */
export class MessageError extends ToolgateError {
  readonly id: RequestId | undefined;

  constructor(code: 'PARSE_ERROR' | 'INVALID_REQUEST', message: string, id?: RequestId) {
    super(code, message);
    this.id = id;
  }
}

/** Parses and checks the envelope of one JSON-RPC message (JSON-RPC 2.0, 4 and 5; MCP 2025-11-25, basic). Throws a MessageError. */
export function parseMessage({ text, bytes }: MessageText, limits: ScanLimits): JsonRpcMessage {
  const counts = scanJson(text, limits);
  const message = parseObject(text);
  const id = isRequestId(message.id) ? message.id : undefined;
  const invalid = (reason: string): MessageError => new MessageError('INVALID_REQUEST', reason, id);
  if (message.jsonrpc !== '2.0') throw invalid('"jsonrpc" must be "2.0".');
  if (hasDuplicates(message, counts)) throw invalid('The message has the same key twice.');
  if (message.method === undefined) return parseResponse(message, id, counts.message, bytes, invalid);
  const { method, params = {} } = message;
  if (typeof method !== 'string' || method === '') throw invalid('"method" must be a string.');
  if (method.length > maxMethodLength) throw invalid(`"method" is longer than ${maxMethodLength} characters.`);
  if (!isObject(params)) throw invalid('"params" must be an object.');
  const keys = (message.params === undefined ? 2 : 3) + (message.id === undefined ? 0 : 1);
  if (counts.message !== keys) throw invalid('The message has a key that JSON-RPC does not know.');
  if (message.id === undefined) return { kind: 'notification', bytes, method, params };
  if (id === undefined) throw invalid(`"id" must be an integer or a string of up to ${maxIdLength} characters.`);
  return { kind: 'request', bytes, id, method, params };
}

function parseObject(text: string): JsonObject {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new MessageError('PARSE_ERROR', 'The message is not valid JSON.');
  }
  if (Array.isArray(message)) throw new MessageError('INVALID_REQUEST', 'Send one message, not a batch.');
  if (!isObject(message)) throw new MessageError('INVALID_REQUEST', 'A message is a JSON object.');
  return message;
}

function parseResponse(
  message: JsonObject,
  id: RequestId | undefined,
  keys: number,
  bytes: number,
  invalid: (reason: string) => MessageError,
): JsonRpcMessage {
  if (message.result === undefined && message.error === undefined) throw invalid('"method" is missing.');
  const responds = keys === 3 && id !== undefined && (isObject(message.result) || isObject(message.error));
  if (!responds && !(isObject(message.error) && keys === 2)) {
    throw invalid('A response has an id, and a result or an error.');
  }
  const { result } = message;
  return {
    kind: 'response',
    bytes,
    id,
    result: isObject(result) ? result : undefined,
    error: responseError(message.error),
  };
}

/** What is missing from an error is filled in: it ends a request all the same. */
function responseError(error: unknown): ResponseMessage['error'] {
  if (!isObject(error)) return undefined;
  const { code, message } = error;
  return { code: typeof code === 'number' ? code : -32603, message: typeof message === 'string' ? message : 'error' };
}

function hasDuplicates(message: JsonObject, counts: KeyCounts): boolean {
  if (Object.keys(message).length !== counts.message) return true;
  const { params } = message;
  if (!isObject(params)) return false;
  if (Object.keys(params).length !== counts.params) return true;
  return isObject(params._meta) && Object.keys(params._meta).length !== counts.meta;
}

/** Whether a value can be an id or a progress token. */
export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' ? value.length <= maxIdLength : Number.isSafeInteger(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
