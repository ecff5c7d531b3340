import type { Lifetime } from '../call/lifetime.js';
import type { Caller } from '../identity/caller.js';
import type { Connection } from './connection.js';
import type { RequestId } from './json-rpc-message.js';
import type { Envelope } from './modern/envelope.js';
import { modernRevision } from './modern/modern-revision.js';
import type { Revision } from './revisions.js';
import type { Session, SessionInit } from './session/session.js';

/** Bytes of notifications that the client has not read yet; further ones are dropped, answers and questions never. */
const maxWaiting = 1024 * 1024;

export interface PeerConnectionOptions {
  readonly caller: Caller;
  readonly envelope: Envelope | undefined;
  readonly inFlight: Map<RequestId, Lifetime>;
  readonly hungUp: Lifetime;
  readonly session: () => Session | undefined;
  readonly open: (init: SessionInit) => void;
  readonly write: (text: string) => void;
  readonly waiting: () => number;
}

/** The connection of one message to a client that is connected for good: everything goes the one way there is. */
export class PeerConnection implements Connection {
  readonly caller: Caller;
  readonly envelope: Envelope | undefined;
  readonly inFlight: Map<RequestId, Lifetime>;
  readonly hungUp: Lifetime;
  // There are no headers to compare with the body.
  readonly header = undefined;
  readonly #options: PeerConnectionOptions;

  constructor(options: PeerConnectionOptions) {
    this.#options = options;
    this.caller = options.caller;
    this.envelope = options.envelope;
    this.inFlight = options.inFlight;
    this.hungUp = options.hungUp;
  }

  get session(): Session | undefined {
    return this.envelope === undefined ? this.#options.session() : undefined;
  }

  get revision(): Revision | undefined {
    return this.envelope === undefined ? this.#options.session()?.revision : modernRevision;
  }

  notify(text: string): void {
    if (this.#options.waiting() <= maxWaiting) this.#options.write(text);
  }

  send(text: string): boolean {
    this.#options.write(text);
    return true;
  }

  push(text: string): boolean {
    this.notify(text);
    return true;
  }

  open(init: SessionInit): void {
    this.#options.open(init);
  }

  // The connection is the session: without it there is nothing to come back to.
  closeStream(): void {}
}
