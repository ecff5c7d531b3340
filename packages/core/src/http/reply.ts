import { answerStatus } from '../errors/error-kinds.js';
import type { Caller } from '../identity/caller.js';
import type { Answer } from '../protocol/answer.js';
import type { Session } from '../protocol/session/session.js';
import type { EventStream } from '../protocol/stream/event-stream.js';
import { sseEvent } from '../protocol/stream/sse-event.js';
import { streamsOf } from '../protocol/stream/streams-of.js';
import type { HttpExchange } from './http-exchange.js';
import type { HeaderPairs } from './http-response.js';
import { keepAlive } from './keep-alive.js';
import type { Accepted } from './media-type.js';
import { streamHeaders } from './stream-headers.js';

/** Bytes of unread notifications for one client; answers and questions come on top. */
const maxWaiting = 1024 * 1024;

const jsonHeaders: HeaderPairs = ['content-type', 'application/json'];

export interface ReplyOptions {
  readonly exchange: HttpExchange;
  readonly caller: Caller;
  readonly accepted: Accepted;
  /** Whose stream can be resumed; without a session none can. */
  readonly session: Session | undefined;
}

/** The response to one POSTed request: JSON, unless something is sent before the answer; then it becomes an event stream. */
export class Reply {
  readonly #options: ReplyOptions;
  #streaming = false;
  #stream: EventStream | undefined;

  constructor(options: ReplyOptions) {
    this.#options = options;
  }

  /** Whether the response has become a stream. */
  get streaming(): boolean {
    return this.#streaming;
  }

  /** Sends a notification ahead of the answer; dropped where the client accepts no stream, or does not read what it got. */
  notify(text: string): void {
    const { waiting } = this.#stream ?? this.#options.exchange.response;
    if (waiting <= maxWaiting) this.send(text);
  }

  /** The same, and never dropped. Answers whether the client accepts a stream. */
  send(text: string): boolean {
    if (!this.#options.accepted.stream) return false;
    this.#openStream();
    this.#write(text);
    return true;
  }

  /** The same for a stream that stays open: a client that does not read is cut. */
  push(text: string): boolean {
    const { response } = this.#options.exchange;
    if (response.waiting > maxWaiting) response.fail();
    return this.send(text);
  }

  /** Ends the connection of a stream that can be resumed, and asks the client to come back. */
  closeStream(retryMs: number): void {
    // A client without the first event has no id yet to come back with.
    if (!this.#options.accepted.stream || !this.#primes) return;
    this.#openStream();
    this.#stream?.closeConnection(retryMs);
  }

  /** Ends the response; without an answer (the client cancelled) it is empty. */
  finish(answer: Answer | undefined): void {
    const { exchange, accepted, caller } = this.#options;
    const { response } = exchange;
    const status = answer?.error === undefined ? 200 : answerStatus(answer.error.code, caller.era);
    if (answer !== undefined && !this.#streaming && (accepted.json || status !== 200)) {
      response.send(status, jsonHeaders, answer.text);
      return;
    }
    if (!accepted.stream) {
      response.send(202, [], '');
      return;
    }
    if (answer === undefined && !this.#streaming) response.open(streamHeaders);
    else this.#openStream();
    if (answer !== undefined) this.#write(answer.text);
    if (this.#stream === undefined) response.end();
    else this.#stream.end();
  }

  #write(text: string): void {
    if (this.#stream === undefined) this.#options.exchange.response.write(sseEvent(text));
    else this.#stream.send(text);
  }

  #openStream(): void {
    if (this.#streaming) return;
    this.#streaming = true;
    const { exchange, session, caller } = this.#options;
    const { runtime, response } = exchange;
    response.open(streamHeaders);
    if (session !== undefined) this.#stream = streamsOf(session, runtime).create();
    this.#stream?.open(response, this.#primes);
    keepAlive(response, { clock: runtime.clock, ticks: runtime.keepAlives, principal: caller.principal });
  }

  /** Whether the stream begins with an event that only tells its id: older clients take an event without data for an error. */
  get #primes(): boolean {
    const { session } = this.#options;
    return session !== undefined && session.revision >= '2025-11-25';
  }
}
