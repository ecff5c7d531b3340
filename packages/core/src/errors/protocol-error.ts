import { type AnyErrorCode, ToolgateError } from './toolgate-error.js';

/**
 * Refuses the request itself: also in a tool it becomes a JSON-RPC error, not a result with `isError`. The fields of `data`
 * travel at the top of the error's `data`, where clients look for them.
 */
export class ProtocolError extends ToolgateError {
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: AnyErrorCode, message: string, data?: Readonly<Record<string, unknown>>) {
    super(code, message);
    this.data = data;
  }
}
