import type { Era } from '../identity/caller.js';

export interface ErrorKind {
  /** JSON-RPC error code. Ours are the HTTP status times 100, outside the range -32768…-32000 that JSON-RPC reserves. */
  readonly rpc: number;
  /** HTTP status where the error refuses a whole request. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

const kind = (rpc: number, status: number, retryable = false): ErrorKind => ({ rpc, status, retryable });

/** Every error code of Toolgate, with what it becomes on the wire. */
export const errorKinds = {
  PARSE_ERROR: kind(-32700, 400),
  INVALID_REQUEST: kind(-32600, 400),
  METHOD_NOT_FOUND: kind(-32601, 200),
  INVALID_PARAMS: kind(-32602, 200),
  INTERNAL: kind(-32603, 500),
  BAD_REQUEST: kind(40000, 400),
  UNAUTHENTICATED: kind(40100, 401),
  FORBIDDEN: kind(40300, 403),
  NOT_FOUND: kind(40400, 404),
  METHOD_NOT_ALLOWED: kind(40500, 405),
  NOT_ACCEPTABLE: kind(40600, 406),
  REQUEST_TIMEOUT: kind(40800, 408),
  CONFLICT: kind(40900, 409),
  PAYLOAD_TOO_LARGE: kind(41300, 413),
  UNSUPPORTED_MEDIA_TYPE: kind(41500, 415),
  RATE_LIMITED: kind(42900, 429, true),
  HEADERS_TOO_LARGE: kind(43100, 431),
  BODY_CONSUMED: kind(50000, 500),
  TOOL_ERROR: kind(50000, 500),
  RESOURCE_ERROR: kind(50000, 500),
  UNAVAILABLE: kind(50300, 503, true),
  CIRCUIT_OPEN: kind(50300, 503, true),
  TIMEOUT: kind(50400, 504, true),
  VALIDATION: kind(-32602, 200),
  RESOURCE_NOT_FOUND: kind(-32602, 200),
  HEADER_MISMATCH: kind(-32020, 400),
  MISSING_CLIENT_CAPABILITY: kind(-32021, 400),
  UNSUPPORTED_PROTOCOL_VERSION: kind(-32022, 400),
  INVALID_ENVELOPE: kind(-32602, 400),
} as const satisfies Record<string, ErrorKind>;

/** JSON-RPC codes that revisions before 2026-07-28 have for the same thing; clients of both eras would take -32021 for a modern server. */
const legacyCodes = new Map<string, number>([
  ['RESOURCE_NOT_FOUND', -32002],
  ['MISSING_CLIENT_CAPABILITY', errorKinds.BAD_REQUEST.rpc],
]);

export type ErrorCode = keyof typeof errorKinds;

/** Failures inside an operation: the request as such was served. */
const served = new Set<string>(['INTERNAL', 'TOOL_ERROR', 'RESOURCE_ERROR']);

const kinds = new Map<string, ErrorKind>(Object.entries(errorKinds));
const ownCode = errorKinds.TOOL_ERROR;

/** What a code becomes on the wire. Codes of users, such as `"NO_FIELD"`, travel as 50000. */
export function errorKind(code: string): ErrorKind {
  return kinds.get(code) ?? ownCode;
}

/** JSON-RPC code of an error in one era. */
export function rpcCode(code: string, era: Era): number {
  return (era === '2025' ? legacyCodes.get(code) : undefined) ?? errorKind(code).rpc;
}

/** HTTP status of a method's error response. */
export function answerStatus(code: string, era: Era): number {
  if (code === 'METHOD_NOT_FOUND') return era === '2026' ? 404 : 200;
  if (legacyCodes.has(code) && era === '2025') return 200;
  return served.has(code) || !kinds.has(code) ? 200 : errorKind(code).status;
}
