import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { HeaderPairs, HttpResponse } from './http-response.js';
import { PacedWriter } from './paced-writer.js';

/** An unread body up to this size is read to its end, so that the connection can go on. */
const drainable = 64 * 1024;

export class NodeResponse implements HttpResponse {
  readonly #response: ServerResponse;
  readonly #writer: PacedWriter;
  readonly #stalls: TimeoutQueue;
  #headers: HeaderPairs = [];

  constructor(response: ServerResponse, stalls: TimeoutQueue) {
    this.#response = response;
    this.#writer = new PacedWriter(response);
    this.#stalls = stalls;
  }

  addHeaders(headers: HeaderPairs): void {
    this.#headers = this.#headers.length === 0 ? headers : [...this.#headers, ...headers];
  }

  send(status: number, headers: HeaderPairs, body: string): void {
    const pairs = [...headers, ...this.#headers];
    const bytes = Buffer.byteLength(body);
    // 204 and 202 have no body, and 204 may not even have a length (RFC 9110, 8.6).
    if (status !== 204) pairs.push('content-length', String(bytes));
    // What a refused client still sends is not read: the connection ends with the answer.
    if (hasUnreadBody(this.#response.req)) pairs.push('connection', 'close');
    this.#response.writeHead(status, pairs);
    this.#writer.send(body, bytes);
  }

  open(headers: HeaderPairs): void {
    this.#response.writeHead(200, [...headers, ...this.#headers]);
    // The client learns at once that its stream is open, though the first event may be long in coming.
    this.#response.flushHeaders();
  }

  write(chunk: string): void {
    // A keep-alive may come when the end has been said and not yet taken.
    this.#writer.write(chunk);
  }

  end(): void {
    this.#writer.end();
  }

  onClose(listener: () => void): void {
    if (this.closed) listener();
    else this.#response.once('close', listener);
  }

  get waiting(): number {
    return this.#writer.waiting;
  }

  get taken(): number {
    return this.#writer.taken;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#writer.ended;
  }

  fail(): void {
    this.#response.destroy();
  }

  flushed(): Promise<void> | undefined {
    const response = this.#response;
    if (response.destroyed || this.waiting === 0) return undefined;
    return new Promise((resolve) => {
      const release = this.#watch();
      const settle = (): void => {
        release();
        resolve();
      };
      response.once('finish', settle).once('close', settle);
    });
  }

  /** Ends the connection of a client that takes nothing for as long as the queue's time. */
  #watch(): () => void {
    const { socket } = this.#response;
    let { taken } = this;
    const look = (): void => {
      if (this.taken <= taken) socket?.destroy();
      taken = this.taken;
      timeout = this.#stalls.add(look);
    };
    let timeout = this.#stalls.add(look);
    return () => this.#stalls.remove(timeout);
  }
}

function hasUnreadBody(request: IncomingMessage): boolean {
  if (request.complete || request.readableEnded) return false;
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || Number(length ?? 0) > drainable;
}
