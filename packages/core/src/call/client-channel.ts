import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import type { ClientFeatures } from '../protocol/session/client-features.js';
import type { Asking, InputRequest } from './asking.js';
import type { OnceResults } from './once-results.js';

/** What the protocol gives a call to reach its client with. */
export interface ClientChannel {
  readonly features: ClientFeatures;
  /** False where no answer could come back, whatever the client is able to do. */
  readonly canAsk: boolean;
  readonly asking: Asking;
  /** Questions that must be answered before the handler can go on: it runs again then. */
  readonly unanswered: Readonly<Record<string, InputRequest>> | undefined;
  readonly once: OnceResults;
  /** Undefined where the client wants to hear of no progress. */
  readonly progressToken: string | number | undefined;
  /** Sends a notification on the stream of the request. */
  notify(method: string, params: object): void;
  /** Whether the client wants log messages of a level. */
  logs(level: LoggingLevel): boolean;
  /** Lets the client's connection go; it comes back for the rest after `retryMs`. Without effect where it could not. */
  closeStream(retryMs: number): void;
  /** The call is over: what was asked and not answered is taken back, and nothing more is asked. */
  close(): void;
  /** Turns the call into a task, and answers the request with it. */
  background(): Promise<void>;
}
