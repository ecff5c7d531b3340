import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderPairs, HttpResponse } from './http-response.js';

/** An unread body up to this size is read to its end, so that the connection can go on. */
const drainable = 64 * 1024;

export class NodeResponse implements HttpResponse {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  send(status: number, headers: HeaderPairs, body: string): void {
    const pairs = [...headers, 'content-length', String(Buffer.byteLength(body))];
    // What a refused client still sends is not read: the connection ends with the answer.
    if (hasUnreadBody(this.#response.req)) pairs.push('connection', 'close');
    this.#response.writeHead(status, pairs);
    this.#response.end(body);
  }

  open(headers: HeaderPairs): void {
    this.#response.writeHead(200, [...headers]);
  }

  write(chunk: string): void {
    this.#response.write(chunk);
  }

  end(): void {
    this.#response.end();
  }

  fail(): void {
    this.#response.destroy();
  }

  flushed(): Promise<void> | undefined {
    const response = this.#response;
    if (response.destroyed || (response.socket?.writableLength ?? 0) === 0) return undefined;
    return new Promise((resolve) => {
      response.once('finish', resolve).once('close', resolve);
    });
  }
}

function hasUnreadBody(request: IncomingMessage): boolean {
  if (request.complete || request.readableEnded) return false;
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || Number(length ?? 0) > drainable;
}
