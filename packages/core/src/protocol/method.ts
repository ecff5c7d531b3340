import type { Lifetime } from '../call/lifetime.js';
import type { Caller } from '../identity/caller.js';
import type { Runtime } from '../server/runtime.js';
import type { RequestMessage } from './json-rpc-message.js';
import type { Revision } from './revisions.js';
import type { Session, SessionInit } from './session.js';

/** Where a message came from, and where what belongs to it goes. One for each HTTP request, one for a stdio process. */
export interface Connection {
  readonly caller: Caller;
  /** Undefined until `initialize`. */
  readonly session: Session | undefined;
  /** Sends a notification on the stream of the request that is being answered. */
  notify(text: string): void;
  /** Keeps the session that `initialize` opens. */
  open(init: SessionInit): void;
}

/** A request on its way to the method that answers it. */
export interface MethodRequest {
  readonly runtime: Runtime;
  readonly message: RequestMessage;
  readonly connection: Connection;
  readonly lifetime: Lifetime;
  /** What client and server agreed on; the newest before they did. */
  readonly revision: Revision;
}

/** Answers one JSON-RPC method with the JSON text of its result; throws for an error response. */
export type Method = (request: MethodRequest) => string | Promise<string>;
