import { errorKind } from '../errors/error-kinds.js';
import type { Answer } from '../protocol/answer.js';
import type { HeaderPairs, HttpResponse } from './http-response.js';
import type { Accepted } from './media-type.js';

/** Bytes of unread notifications for one client; the answer comes on top. */
const maxWaiting = 1024 * 1024;

const jsonHeaders: HeaderPairs = ['content-type', 'application/json'];
const streamHeaders: HeaderPairs = [
  'content-type',
  'text/event-stream',
  'cache-control',
  'no-cache, no-transform',
  'x-accel-buffering',
  'no',
];

/** The response to one POSTed request: JSON, unless something is sent before the answer; then it becomes an event stream. */
export class Reply {
  readonly #response: HttpResponse;
  readonly #accepted: Accepted;
  #streaming = false;
  #headers: HeaderPairs = [];

  constructor(response: HttpResponse, accepted: Accepted) {
    this.#response = response;
    this.#accepted = accepted;
  }

  /** Adds headers, such as the id of a new session. Without effect once the stream is open. */
  addHeaders(headers: HeaderPairs): void {
    this.#headers = [...this.#headers, ...headers];
  }

  /** Sends a notification ahead of the answer; dropped where the client accepts no stream, or does not read what it got. */
  notify(text: string): void {
    if (!this.#accepted.stream || this.#response.waiting > maxWaiting) return;
    this.#openStream();
    this.#response.write(event(text));
  }

  /** Ends the response; without an answer (the client cancelled) it is empty. */
  finish(answer: Answer | undefined): void {
    const status = answer?.error === undefined ? 200 : errorKind(answer.error.code).status;
    if (answer !== undefined && !this.#streaming && (this.#accepted.json || status !== 200)) {
      this.#response.send(status, [...jsonHeaders, ...this.#headers], answer.text);
      return;
    }
    if (!this.#accepted.stream) {
      this.#response.send(202, this.#headers, '');
      return;
    }
    this.#openStream();
    if (answer !== undefined) this.#response.write(event(answer.text));
    this.#response.end();
  }

  #openStream(): void {
    if (this.#streaming) return;
    this.#streaming = true;
    this.#response.open([...streamHeaders, ...this.#headers]);
  }
}

/** One event of a stream (HTML, 9.2). JSON text has no line break, so one data line carries it. */
function event(text: string): string {
  return `event: message\ndata: ${text}\n\n`;
}
