import type { Awaitable } from '../call/awaitable.js';
import type { Lifetime } from '../call/lifetime.js';
import type { Runtime } from '../server/runtime.js';
import type { Connection } from './connection.js';
import type { RequestMessage } from './json-rpc-message.js';
import type { Revision } from './revisions.js';

/** A request on its way to the method that answers it. */
export interface MethodRequest {
  readonly runtime: Runtime;
  readonly message: RequestMessage;
  readonly connection: Connection;
  readonly lifetime: Lifetime;
  /** What client and server agreed on; the newest with a handshake before they did. */
  readonly revision: Revision;
}

/** Answers one JSON-RPC method with the JSON text of its result; throws for an error response. */
export type Method = (request: MethodRequest) => Awaitable<string>;
