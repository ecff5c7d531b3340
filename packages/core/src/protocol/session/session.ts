import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import type { Lifetime } from '../../call/lifetime.js';
import type { RequestId } from '../json-rpc-message.js';
import type { SessionSubscriber } from '../notify/session-subscriber.js';
import type { LegacyRevision } from '../revisions.js';
import type { SessionStreams } from '../stream/session-streams.js';
import type { ClientFeatures } from './client-features.js';
import type { ClientRequests } from './client-requests.js';

/** One client from `initialize` to the end: a plain record, under 2 KB. What only some sessions need is made when it is. */
export interface Session {
  /** Undefined on stdio, where the connection is the session. */
  readonly id: string | undefined;
  /** Key of the caller who opened it (`callerKey`); nobody else may use it. */
  readonly owner: string;
  /** Whether the owner is one caller, and not everybody who came without principal and address. */
  readonly ownerKnown: boolean;
  readonly revision: LegacyRevision;
  readonly client: { readonly name: string; readonly version: string };
  readonly features: ClientFeatures;
  /** Clock milliseconds. */
  readonly opened: number;
  lastUsed: number;
  /** Grows with each use of any session: tells which of two was used last. */
  turn: number;
  /** Least severe log messages it wants. */
  logLevel: LoggingLevel;
  /** Lifetimes of requests that have no answer yet. */
  readonly inFlight: Map<RequestId, Lifetime>;
  /** Questions to the client that it has not answered. */
  requests: ClientRequests | undefined;
  streams: SessionStreams | undefined;
  /** Sends what belongs to no request; undefined while nobody listens. */
  push: ((text: string) => void) | undefined;
  /** Ends the connection that is the session; undefined where the session has none of its own. */
  hangUp: (() => void) | undefined;
  /** The session as one that wants to know of changes. */
  subscriber: SessionSubscriber | undefined;
}

/** What `initialize` settles, with the requests in flight of a connection that counts them itself. */
export type SessionInit = Pick<Session, 'owner' | 'ownerKnown' | 'revision' | 'client' | 'features'> &
  Partial<Pick<Session, 'inFlight'>>;

/** A session as it begins. */
export function newSession(init: SessionInit, id: string | undefined, now: number): Session {
  return {
    inFlight: new Map(),
    ...init,
    id,
    opened: now,
    lastUsed: now,
    turn: 0,
    logLevel: 'info',
    requests: undefined,
    streams: undefined,
    push: undefined,
    hangUp: undefined,
    subscriber: undefined,
  };
}
