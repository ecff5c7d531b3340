import type { ErrorCode } from './error-kinds.js';

export interface ToolgateErrorOptions {
  /** JSON for the caller: what was wrong, in fields. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** When it is worth trying again, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** For the log only; a caller never sees it. */
  readonly cause?: unknown;
}

// A known code completes in editors, and any other string is accepted.
export type AnyErrorCode = ErrorCode | (string & {});

/** The only kind of error whose message, code, details and retryAfterMs reach a caller. Anything else is masked. */
export class ToolgateError extends Error {
  readonly code: AnyErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: AnyErrorCode, message: string, options: ToolgateErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A tool says no, in words a model can act on: `new ToolError("NO_FIELD", "There is no field 7.")`. */
export class ToolError extends ToolgateError {}

/** A resource cannot be given. */
export class ResourceError extends ToolgateError {}

/** The input does not fit the schema. `details.issues` lists each bad field. */
export class ValidationError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('VALIDATION', message, options);
  }
}

/** Nobody vouches for the caller: 401. */
export class AuthenticationError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('UNAUTHENTICATED', message, options);
  }
}

/** The caller is known and may not: 403. */
export class AuthorizationError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('FORBIDDEN', message, options);
  }
}

/** Too many requests: 429. Give `retryAfterMs`. */
export class RateLimitError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('RATE_LIMITED', message, options);
  }
}

/** Something took longer than it may. */
export class TimeoutError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('TIMEOUT', message, options);
  }
}

/** A dependency failed too often and is left alone for a while. */
export class CircuitOpenError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('CIRCUIT_OPEN', message, options);
  }
}

/** The server cannot take the request now: 503. */
export class UnavailableError extends ToolgateError {
  constructor(message: string, options?: ToolgateErrorOptions) {
    super('UNAVAILABLE', message, options);
  }
}
