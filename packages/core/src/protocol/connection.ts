import type { Lifetime } from '../call/lifetime.js';
import type { Caller } from '../identity/caller.js';
import type { RequestId } from './json-rpc-message.js';
import type { Envelope } from './modern/envelope.js';
import type { HeaderReader } from './modern/routing-headers.js';
import type { Revision } from './revisions.js';
import type { Session, SessionInit } from './session/session.js';

/** Where a message came from, and where what belongs to it goes. */
export interface Connection {
  readonly caller: Caller;
  /** Undefined until `initialize`, on the 2026 wire, and where the server keeps no sessions. */
  readonly session: Session | undefined;
  /** Undefined until it is agreed on. */
  readonly revision: Revision | undefined;
  /** What a request of 2026-07-28 says about itself. */
  readonly envelope: Envelope | undefined;
  /** Headers of a 2026-07-28 request over HTTP, to be compared with its body. */
  readonly header: HeaderReader | undefined;
  /** Lifetimes of requests without an answer, where a client could name them again. */
  readonly inFlight: Map<RequestId, Lifetime> | undefined;
  /** Ends when a client that stays connected has nothing more to say; undefined for a connection of one request. */
  readonly hungUp: Lifetime | undefined;
  /** Sends on the stream of the request that is being answered; dropped where the client does not read. */
  notify(text: string): void;
  /** The same, and never dropped. Answers whether the client takes a stream at all. */
  send(text: string): boolean;
  /** Sends what belongs to a stream that stays open; a client that does not read is cut, or misses it where it cannot be. */
  push(text: string): boolean;
  /** Keeps the session that `initialize` opens. */
  open(init: SessionInit): void;
  /** Ends the connection, not the request: the client resumes the stream after `retryMs`. Without effect where it cannot. */
  closeStream(retryMs: number): void;
}
