import { EventStream, type EventStreamOptions } from './event-stream.js';

/** Streams of one session that can be resumed, the ended ones among them. */
const kept = 16;
const eventId = /^(\d{1,9})-(\d{1,9})$/;

/** A place in a stream, from `Last-Event-ID`. */
export interface StreamPosition {
  readonly stream: EventStream;
  readonly sequence: number;
}

/** The resumable streams of one session. Event ids mean nothing outside it. */
export class SessionStreams {
  readonly #sessionId: string;
  readonly #options: Omit<EventStreamOptions, 'number' | 'name'>;
  readonly #streams = new Map<number, EventStream>();
  #standalone: EventStream | undefined;
  #last = 0;

  constructor(sessionId: string, options: Omit<EventStreamOptions, 'number' | 'name'>) {
    this.#sessionId = sessionId;
    this.#options = options;
  }

  /** The stream for what belongs to no request: GET opens it. */
  get standalone(): EventStream {
    this.#standalone ??= this.create();
    return this.#standalone;
  }

  /** Whether a client listens to what belongs to no request. */
  get listening(): boolean {
    return this.#standalone?.connected === true;
  }

  /** A new stream; the oldest that has ended makes room for it. */
  create(): EventStream {
    this.#last += 1;
    const name = `${this.#sessionId}/${this.#last}`;
    const stream = new EventStream({ ...this.#options, number: this.#last, name });
    this.#streams.set(this.#last, stream);
    if (this.#streams.size > kept) this.#dropOldest();
    return stream;
  }

  /** Where an event id points; undefined for one that this session has not, or no longer has. */
  find(lastEventId: string): StreamPosition | undefined {
    const [, number, sequence] = eventId.exec(lastEventId) ?? [];
    const stream = this.#streams.get(Number(number));
    return stream === undefined ? undefined : { stream, sequence: Number(sequence) };
  }

  /** Whether a stream is the one for what belongs to no request. */
  isStandalone(stream: EventStream): boolean {
    return stream === this.#standalone;
  }

  /** The session is over. A request in flight still gets its answer, with which its stream ends. */
  close(): void {
    for (const stream of this.#streams.values()) stream.forget();
    this.#standalone?.end();
    this.#streams.clear();
  }

  #dropOldest(): void {
    for (const [number, stream] of this.#streams) {
      if (!stream.ended) continue;
      stream.forget();
      this.#streams.delete(number);
      return;
    }
  }
}
