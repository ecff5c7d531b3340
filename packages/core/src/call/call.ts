import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';

/** What an operation answers, in the protocol's own shape. */
export type Result = CallToolResult;

/** One link of an operation's chain. Refuses by throwing. */
export type Handler = (call: Call) => Promise<Result>;

/** What a wrapper may change for the links inside it. */
export interface CallChanges {
  /** Ends the inner part early; it also ends when the outer call does. */
  readonly signal?: AbortSignal;
}

/** One call of an operation, on its way through the chain. */
export interface Call<Input = unknown> {
  readonly operation: Operation;
  /** Validated from the stage `cache` inwards; `unknown` and unchecked in `observe` and `limit`. */
  readonly input: Input;
  readonly principal: Principal | undefined;
  readonly caller: Caller;
  /** Id of the session, undefined on stdio. */
  readonly session: string | undefined;
  /** Ends with a client's cancel, the timeout, the deadline and the drain. Made when first read. */
  readonly signal: AbortSignal;
  /** Id of the JSON-RPC request. */
  readonly requestId: string | number;
  /** What a masked error shows the caller and the log repeats. Made when first read. */
  readonly correlationId: string;
  /** Writes to the server's log, with the operation and the correlation id. */
  readonly log: Logger;
  /**
   * Tells the client how far the call is: strictly increasing, towards `total` where it is known. Does nothing when the
   * client asked for no progress, when the value does not increase, and after the answer.
   */
  progress(progress: number, total?: number, message?: string): void;
  /** The same call with another inner lifetime, for `next(call.derive({ signal }))`. */
  derive(changes: CallChanges): Call<Input>;
}
