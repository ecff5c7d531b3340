import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { HeaderPairs, HttpResponse } from './http-response.js';

/** An unread body up to this size is read to its end, so that the connection can go on. */
const drainable = 64 * 1024;

export class NodeResponse implements HttpResponse {
  readonly #response: ServerResponse;
  readonly #stalls: TimeoutQueue;
  #headers: HeaderPairs = [];

  constructor(response: ServerResponse, stalls: TimeoutQueue) {
    this.#response = response;
    this.#stalls = stalls;
  }

  addHeaders(headers: HeaderPairs): void {
    this.#headers = this.#headers.length === 0 ? headers : [...this.#headers, ...headers];
  }

  send(status: number, headers: HeaderPairs, body: string): void {
    const pairs = [...headers, ...this.#headers];
    // 204 and 202 have no body, and 204 may not even have a length (RFC 9110, 8.6).
    if (status !== 204) pairs.push('content-length', String(Buffer.byteLength(body)));
    // What a refused client still sends is not read: the connection ends with the answer.
    if (hasUnreadBody(this.#response.req)) pairs.push('connection', 'close');
    this.#response.writeHead(status, pairs);
    this.#response.end(body);
  }

  open(headers: HeaderPairs): void {
    this.#response.writeHead(200, [...headers, ...this.#headers]);
    // The client learns at once that its stream is open, though the first event may be long in coming.
    this.#response.flushHeaders();
  }

  write(chunk: string): void {
    // A keep-alive may come when the end has been said and not yet taken.
    if (!this.#response.writableEnded) this.#response.write(chunk);
  }

  end(): void {
    this.#response.end();
  }

  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  get waiting(): number {
    return this.#response.writableLength + (this.#response.socket?.writableLength ?? 0);
  }

  fail(): void {
    this.#response.destroy();
  }

  flushed(): Promise<void> | undefined {
    const response = this.#response;
    if (response.destroyed || (response.socket?.writableLength ?? 0) === 0) return undefined;
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
    let waiting = this.waiting;
    const look = (): void => {
      if (this.waiting >= waiting) socket?.destroy();
      waiting = this.waiting;
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
