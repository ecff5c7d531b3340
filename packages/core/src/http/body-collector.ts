import type { Readable } from 'node:stream';
import type { Lifetime } from '../call/lifetime.js';
import type { PendingTimeout, TimeoutQueue } from '../call/timeout-queue.js';
import type { MessageText } from '../protocol/parse-message.js';
import { decodeUtf8, endedEarly, tooLarge, tooSlow } from './body-text.js';

/** Who waits for a body. */
interface Reader {
  readonly limit: number;
  readonly lifetime: Lifetime;
  readonly timeout: PendingTimeout;
  readonly resolve: (body: MessageText) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Collects the body of a request. Listening from the first moment spares the stream its buffer: the chunk that came with
 * the headers is taken at once; the stream then stands still until somebody wants the rest.
 */
export class BodyCollector {
  readonly #stream: Readable;
  readonly #timeouts: TimeoutQueue;
  readonly #expected: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #ended = false;
  #closed = false;
  #reader: Reader | undefined;

  /** `expected` is the length the client announced; NaN where it announced none. A body takes no longer than the queue's time. */
  constructor(stream: Readable, expected: number, timeouts: TimeoutQueue) {
    this.#stream = stream;
    this.#expected = expected;
    this.#timeouts = timeouts;
    stream
      .on('data', (chunk: Buffer) => this.#take(chunk))
      .on('end', () => this.#end())
      .on('close', () => this.#close());
  }

  /** The whole body, of at most `limit` bytes; rejects for one that is larger, takes too long or ends early, and with the lifetime. */
  read(limit: number, lifetime: Lifetime): Promise<MessageText> {
    return new Promise((resolve, reject) => {
      const timeout = this.#timeouts.add(() => this.#fail(tooSlow()));
      this.#reader = { limit, lifetime, timeout, resolve, reject };
      lifetime.onAbort(this.#fail);
      if (this.#stream.isPaused()) this.#stream.resume();
      this.#settle();
    });
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#reader === undefined && this.#size !== this.#expected) this.#stream.pause();
    if (this.#reader === undefined || this.#size <= this.#reader.limit) this.#chunks.push(chunk);
    this.#settle();
  }

  #end(): void {
    this.#ended = true;
    this.#settle();
  }

  #close(): void {
    this.#closed = true;
    this.#settle();
  }

  #settle(): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    if (this.#size > reader.limit) {
      this.#stream.pause();
      this.#fail(tooLarge(reader.limit));
    } else if (this.#ended || this.#size === this.#expected) this.#succeed(reader);
    else if (this.#closed) this.#fail(endedEarly());
  }

  #succeed({ resolve }: Reader): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    try {
      const text = decodeUtf8(body);
      this.#release();
      resolve(text);
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly #fail = (reason: unknown): void => {
    const reader = this.#reader;
    this.#release();
    reader?.reject(reason);
  };

  #release(): void {
    if (this.#reader === undefined) return;
    const { lifetime, timeout } = this.#reader;
    this.#reader = undefined;
    lifetime.removeListener(this.#fail);
    this.#timeouts.remove(timeout);
  }
}
