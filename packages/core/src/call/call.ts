import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { ClientFeatures } from '../protocol/session/client-features.js';
import type { Duration } from '../settings/duration.js';
import type { Asks } from './ask.js';
import type { Awaitable } from './awaitable.js';
import type { Result } from './result.js';

/** One link of an operation's chain: `await` it. Refuses by throwing. What can answer at once does so without a promise. */
export type Handler = (call: Call) => Awaitable<Result>;

/** What a wrapper may change for the links inside it. */
export interface CallChanges {
  /** Ends the inner part early; it also ends when the outer call does. */
  readonly signal?: AbortSignal;
}

/** One call of an operation, on its way through the chain. */
export interface Call<Input = unknown> extends Asks {
  readonly operation: Operation;
  /** Validated from the stage `cache` inwards; `unknown` and unchecked in `observe` and `limit`. */
  readonly input: Input;
  /** What is read, undefined for tools and prompts. */
  readonly uri: string | undefined;
  readonly principal: Principal | undefined;
  readonly caller: Caller;
  /** Id of the session, undefined on stdio and where there are no sessions. */
  readonly session: string | undefined;
  /** What the client can be asked for. */
  readonly client: ClientFeatures;
  /** Ends with a client's cancel, the timeout, the deadline, the drain, and on the 2026 wire with the connection. Made when first read. */
  readonly signal: AbortSignal;
  /** Id of the JSON-RPC request. */
  readonly requestId: string | number;
  /** What a masked error shows the caller and the log repeats. Made when first read. */
  readonly correlationId: string;
  /** Writes to the server's log, with the operation and the correlation id. */
  readonly log: Logger;
  /**
   * Tells the client how far the call is: strictly increasing, towards `total` where it is known; what comes faster than
   * twenty times a second is merged. Does nothing when the client asked for no progress, and after the answer.
   */
  progress(progress: number, total?: number, message?: string): void;
  /** Sends the client a log message, JSON of any shape, where it wants that level. Keep secrets and internals out. */
  message(level: LoggingLevel, data: unknown): void;
  /** From here on the call is a task the client polls, where it knows tasks; else without effect. Needs the tool's option `task`. */
  background(): Promise<void>;
  /** Lets the client's connection go in a long call; it comes back for the rest after `retry`. Only where its stream can be resumed. */
  closeStream(retry: Duration): void;
  /** The same call with another inner lifetime, for `next(call.derive({ signal }))`. */
  derive(changes: CallChanges): Call<Input>;
}
