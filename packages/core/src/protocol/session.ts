import type { Lifetime } from '../call/lifetime.js';
import type { RequestId } from './json-rpc-message.js';
import type { Revision } from './revisions.js';

/** One client from `initialize` to the end: a plain record, under 2 KB. */
export interface Session {
  /** Undefined on stdio, where the connection is the session. */
  readonly id: string | undefined;
  /** Key of the caller who opened it (`callerKey`); nobody else may use it. */
  readonly owner: string;
  /** Whether the owner is one caller, and not everybody who came without principal and address. */
  readonly ownerKnown: boolean;
  readonly revision: Revision;
  readonly client: { readonly name: string; readonly version: string };
  /** Clock milliseconds. */
  readonly opened: number;
  lastUsed: number;
  /** Lifetimes of requests that have no answer yet. */
  readonly inFlight: Map<RequestId, Lifetime>;
}

/** What `initialize` settles. */
export type SessionInit = Pick<Session, 'owner' | 'ownerKnown' | 'revision' | 'client'>;
