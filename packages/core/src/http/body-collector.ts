import type { Readable } from 'node:stream';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import { endedEarly, tooLarge, tooSlow } from './body-text.js';

interface Reader {
  readonly limit: number;
  readonly resolve: (body: Buffer) => void;
  readonly reject: (error: ToolgateError) => void;
}

/**
 * Collects the body of a request. Listening from the first moment spares the stream its buffer: the chunk that came with
 * the headers is taken at once; the stream then stands still until somebody wants the rest.
 */
export class BodyCollector {
  readonly #stream: Readable;
  readonly #expected: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #ended = false;
  #closed = false;
  #reader: Reader | undefined;

  /** `expected` is the length the client announced; NaN where it announced none. */
  constructor(stream: Readable, expected: number) {
    this.#stream = stream;
    this.#expected = expected;
    stream
      .on('data', (chunk: Buffer) => this.#take(chunk))
      .on('end', () => this.#end())
      .on('close', () => this.#close());
  }

  /** The whole body, of at most `limit` bytes; rejects for one that is larger, takes too long or ends early. */
  read(limit: number, timeouts: TimeoutQueue): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const timeout = timeouts.add(() => this.#fail(tooSlow()));
      const finish = (): void => {
        this.#reader = undefined;
        timeouts.remove(timeout);
      };
      this.#reader = {
        limit,
        resolve: (body) => {
          finish();
          resolve(body);
        },
        reject: (error) => {
          finish();
          reject(error);
        },
      };
      this.#stream.resume();
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
      reader.reject(tooLarge(reader.limit));
    } else if (this.#ended || this.#size === this.#expected) {
      const [first] = this.#chunks;
      reader.resolve(
        this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size),
      );
    } else if (this.#closed) reader.reject(endedEarly());
  }

  #fail(error: ToolgateError): void {
    this.#reader?.reject(error);
  }
}
