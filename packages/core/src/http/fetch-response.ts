import type { HeaderPairs, HttpResponse } from './http-response.js';

/** Collects an answer into a `Response`: `ready` resolves with the head, the stream follows. */
export class FetchResponse implements HttpResponse {
  readonly ready: Promise<Response>;
  readonly #respond: (response: Response) => void;
  readonly #encoder = new TextEncoder();
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  #headers: HeaderPairs = [];
  #closers: (() => void)[] = [];
  #closed = false;
  #written = 0;

  /** `signal` ends with the client. */
  constructor(signal: AbortSignal) {
    const { promise, resolve } = withResolvers<Response>();
    this.ready = promise;
    this.#respond = resolve;
    if (signal.aborted) this.#leave();
    else signal.addEventListener('abort', () => this.#abandon(signal.reason), { once: true });
  }

  addHeaders(headers: HeaderPairs): void {
    this.#headers = [...this.#headers, ...headers];
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closers.push(listener);
  }

  send(status: number, headers: HeaderPairs, body: string): void {
    const empty = status === 204 || (status === 202 && body === '');
    this.#respond(new Response(empty ? null : body, { status, headers: toHeaders([...headers, ...this.#headers]) }));
    this.#leave();
  }

  open(headers: HeaderPairs): void {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#stream = controller;
        },
        // The reader went away; what is still written has nobody to go to.
        cancel: () => this.#leave(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
    );
    this.#respond(new Response(body, { status: 200, headers: toHeaders([...headers, ...this.#headers]) }));
  }

  write(chunk: string): void {
    const bytes = this.#encoder.encode(chunk);
    this.#written += bytes.length;
    this.#stream?.enqueue(bytes);
  }

  end(): void {
    this.#stream?.close();
    this.#leave();
  }

  get waiting(): number {
    return -Math.min(0, this.#stream?.desiredSize ?? 0);
  }

  get taken(): number {
    return this.#written - this.waiting;
  }

  get closed(): boolean {
    return this.#closed;
  }

  fail(): void {
    this.#respond(new Response(null, { status: 500 }));
    this.#abandon(new Error('The server has cut the connection.'));
  }

  /** A host that hands the body on must not wait for the rest of it. */
  #abandon(reason: unknown): void {
    this.#stream?.error(reason);
    this.#leave();
  }

  #leave(): void {
    this.#closed = true;
    const closers = this.#closers;
    this.#closers = [];
    this.#stream = undefined;
    for (const closer of closers) closer();
  }

  flushed(): undefined {
    // What was written belongs to the reader of the Response.
    return undefined;
  }
}

function toHeaders(pairs: HeaderPairs): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < pairs.length; index += 2) headers.append(pairs[index] ?? '', pairs[index + 1] ?? '');
  return headers;
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
