import { Lifetime } from '../call/lifetime.js';
import { publicError } from '../errors/public-error.js';
import { ToolgateError, UnavailableError } from '../errors/toolgate-error.js';
import type { Caller, TransportName } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import type { Runtime } from '../server/runtime.js';
import { answerRequest, takeMessage } from './answer.js';
import { answerBatch, type BatchItem, batchRevision, parseBatch } from './batch.js';
import type { Connection } from './connection.js';
import { errorText } from './json-rpc.js';
import type { JsonRpcMessage, RequestId, RequestMessage } from './json-rpc-message.js';
import { assertSize, assertWithin } from './message-size.js';
import { checkModernNotification } from './modern/check-modern-notification.js';
import { checkModernRequest } from './modern/check-modern-request.js';
import { classifyMessage } from './modern/classify-message.js';
import { type Envelope, missingMetadata } from './modern/envelope.js';
import { SessionSubscriber } from './notify/session-subscriber.js';
import { MessageError, type MessageText, parseMessage } from './parse-message.js';
import { PeerConnection } from './peer-connection.js';
import { newSession, type Session, type SessionInit } from './session/session.js';
import { isBatch } from './split-batch.js';

export interface PeerOptions {
  readonly runtime: Runtime;
  readonly principal: Principal | undefined;
  readonly address: string | undefined;
  readonly transport: TransportName;
  /** Sends one message; settles when it has left, or can no longer leave. */
  readonly write: (text: string) => Promise<void>;
  /** Bytes, or about as many, that were written and not taken yet. */
  readonly waiting: () => number;
  /** Opens the session of `initialize`. Default: the connection itself is the session. */
  readonly openSession?: (init: SessionInit) => Session;
}

/** One client at the other end of a connection that lives as long as it does: stdio, HTTP+SSE, or a transport of somebody else's. Each message decides its own era. */
export class Peer {
  readonly #options: PeerOptions;
  readonly #inFlight = new Map<RequestId, Lifetime>();
  readonly #pending = new Set<Promise<void>>();
  readonly #hungUp = new Lifetime();
  #caller: Caller;
  #modernCaller: Caller;
  #session: Session | undefined;
  /** A client that has spoken the 2026 wire and never opened a session. */
  #modern = false;

  constructor(options: PeerOptions) {
    const { principal, address, transport } = options;
    this.#options = options;
    this.#caller = { principal, address, session: undefined, transport, era: '2025' };
    this.#modernCaller = { ...this.#caller, era: '2026' };
  }

  /** The caller has come again with a credential that may allow less than the one before, or more. */
  renew(caller: Caller): void {
    this.#caller = { ...caller, session: this.#session?.id };
    this.#modernCaller = { ...caller, session: undefined, era: '2026' };
    this.#session?.subscriber?.renew(this.#caller);
  }

  /** Serves one message, or a batch, to the last byte of its answer. Never rejects. */
  receive(text: MessageText): Promise<void> {
    const work = this.#receive(text);
    this.#pending.add(work);
    return work.finally(() => this.#pending.delete(work));
  }

  /** The messages of a batch. Throws for one that is none, is too large, or comes in a session without batches. */
  batchItems(text: MessageText): readonly BatchItem[] {
    const { limits } = this.#options.runtime;
    assertWithin(text.bytes, limits.body);
    const items = parseBatch(text, limits);
    if (this.#session?.revision === batchRevision) return items;
    throw new MessageError('INVALID_REQUEST', 'Batches belong to sessions of 2025-03-26: send one message.');
  }

  /** Answers something that is no message. */
  refuse(thrown: unknown): Promise<void> {
    const error = publicError(thrown, 'The message', this.#options.runtime.log);
    return this.#options.write(errorText(error instanceof MessageError ? error.id : undefined, error));
  }

  /** The client has said all it had to say: nobody answers questions any more, and what only listens ends. */
  hangUp(): void {
    this.#session?.requests?.fail(new UnavailableError('The client has closed its side of the connection.'));
    this.#hungUp.abort(undefined);
  }

  /** Settles when everything that was asked has been answered. */
  async idle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** The client has gone: what it waits for ends, and nobody asks it any more. */
  close(): void {
    const gone = new UnavailableError('The connection was closed.');
    for (const lifetime of this.#inFlight.values()) lifetime.abort(gone);
    this.#session?.requests?.fail(gone);
    if (this.#session?.subscriber !== undefined) this.#options.runtime.notices.remove(this.#session.subscriber);
  }

  async #receive(text: MessageText): Promise<void> {
    const { runtime } = this.#options;
    // A client that is called with its answer while it still sends would send the next message before it has returned.
    await undefined;
    let message: JsonRpcMessage;
    try {
      if (isBatch(text)) return await this.#receiveBatch(text);
      message = parseMessage(text, runtime.limits);
    } catch (thrown) {
      return this.refuse(thrown);
    }
    if (message.kind === 'request') return this.#answer(message);
    try {
      assertSize(message, runtime);
      const era = classifyMessage(message, undefined);
      if (message.kind === 'notification' && era === '2026') checkModernNotification(message, undefined);
      await takeMessage(runtime, message, this.#connection());
    } catch (thrown) {
      // What is refused is dropped: a notification has no answer.
      publicError(thrown, 'A notification', runtime.log);
    }
  }

  async #receiveBatch(text: MessageText): Promise<void> {
    const { runtime, write } = this.#options;
    const items = this.batchItems(text);
    const answers: string[] = [];
    await answerBatch(runtime, items, this.#connection(), (answer) => answers.push(answer));
    if (answers.length > 0) await write(`[${answers.join(',')}]`);
  }

  async #answer(message: RequestMessage): Promise<void> {
    const { runtime, write } = this.#options;
    const lifetime = new Lifetime();
    runtime.activity.enter(lifetime);
    let modern = false;
    try {
      assertSize(message, runtime);
      runtime.activity.claim(lifetime, this.#caller);
      runtime.activity.assertShare(lifetime);
      const connection = this.#connectionFor(message);
      modern = connection.envelope !== undefined;
      await answerRequest(runtime, message, connection, lifetime, (answer) =>
        answer === undefined ? undefined : write(answer.text),
      );
    } catch (thrown) {
      const error = publicError(thrown, message.method, runtime.log);
      await write(errorText(message.id, error, modern ? '2026' : '2025'));
    } finally {
      runtime.activity.leave(lifetime);
    }
  }

  /** Throws for an envelope that is wrong. */
  #connectionFor(message: RequestMessage): Connection {
    if (classifyMessage(message, undefined) === '2026') {
      this.#modern = true;
      return this.#connection(checkModernRequest(message, undefined));
    }
    const opens = message.method === 'initialize' || this.#session !== undefined;
    if (this.#modern && !opens) throw new ToolgateError('INVALID_PARAMS', missingMetadata);
    return this.#connection();
  }

  #connection(envelope?: Envelope): PeerConnection {
    const { write, waiting } = this.#options;
    return new PeerConnection({
      caller: envelope === undefined ? this.#caller : this.#modernCaller,
      envelope,
      inFlight: this.#inFlight,
      hungUp: this.#hungUp,
      session: () => this.#session,
      open: (init) => this.#open(init),
      write: (text) => void write(text),
      waiting,
    });
  }

  #open(agreed: SessionInit): void {
    const { runtime, openSession } = this.#options;
    const init = { ...agreed, inFlight: this.#inFlight };
    const session = openSession?.(init) ?? newSession(init, undefined, runtime.clock.now());
    this.#caller = { ...this.#caller, session: session.id };
    const connection = this.#connection();
    session.push = (text) => connection.notify(text);
    session.subscriber = new SessionSubscriber(session, this.#caller);
    runtime.notices.add(session.subscriber);
    this.#session = session;
  }
}
