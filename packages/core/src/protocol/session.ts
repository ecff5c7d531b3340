import type { Cancellation } from '../call/cancellation.js';
import type { RequestId } from './message.js';
import type { Revision } from './revisions.js';

/** One client from `initialize` to the end: a plain record, under 2 KB. */
export interface Session {
  /** Undefined on stdio, where the connection is the session. */
  readonly id: string | undefined;
  /** Key of the caller who opened it (`callerKey`); nobody else may use it. */
  readonly owner: string;
  readonly revision: Revision;
  readonly client: { readonly name: string; readonly version: string };
  /** Clock milliseconds. */
  readonly opened: number;
  lastUsed: number;
  /** Lifetimes of requests that have no answer yet. */
  readonly inFlight: Map<RequestId, Cancellation>;
}
