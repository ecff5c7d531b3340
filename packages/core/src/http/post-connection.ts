import type { Lifetime } from '../call/lifetime.js';
import type { Caller } from '../identity/caller.js';
import type { Connection } from '../protocol/connection.js';
import type { RequestId } from '../protocol/json-rpc-message.js';
import type { Envelope } from '../protocol/modern/envelope.js';
import type { HeaderReader } from '../protocol/modern/routing-headers.js';
import type { Revision } from '../protocol/revisions.js';
import type { Session, SessionInit } from '../protocol/session/session.js';
import type { HttpExchange } from './http-exchange.js';
import type { Reply } from './reply.js';

export interface PostConnectionOptions {
  readonly exchange: HttpExchange;
  readonly caller: Caller;
  readonly session?: Session | undefined;
  readonly revision: Revision | undefined;
  readonly envelope?: Envelope;
  readonly header?: HeaderReader;
  readonly reply: Reply;
}

/** The connection of one POST, of either wire: everything goes to its reply. */
export class PostConnection implements Connection {
  readonly caller: Caller;
  readonly session: Session | undefined;
  readonly revision: Revision | undefined;
  readonly envelope: Envelope | undefined;
  readonly header: HeaderReader | undefined;
  readonly hungUp = undefined;
  readonly #exchange: HttpExchange;
  readonly #reply: Reply;

  constructor({ exchange, caller, session, revision, envelope, header, reply }: PostConnectionOptions) {
    this.#exchange = exchange;
    this.caller = caller;
    this.session = session;
    this.revision = revision;
    this.envelope = envelope;
    this.header = header;
    this.#reply = reply;
  }

  /** Without a session no other request can name this one: whoever wants to end it closes its connection. */
  get inFlight(): Map<RequestId, Lifetime> | undefined {
    return this.session?.inFlight;
  }

  notify(text: string): void {
    this.#reply.notify(text);
  }

  send(text: string): boolean {
    return this.#reply.send(text);
  }

  push(text: string): boolean {
    return this.#reply.push(text);
  }

  open(init: SessionInit): void {
    const { runtime, response } = this.#exchange;
    if (runtime.keepsSessions) response.addHeaders(['mcp-session-id', runtime.sessions.open(init).id]);
  }

  closeStream(retryMs: number): void {
    this.#reply.closeStream(retryMs);
  }
}
