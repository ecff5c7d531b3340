import { bounded } from '../../call/bounded.js';
import type { TimeoutQueue } from '../../call/timeout-queue.js';
import { UnavailableError } from '../../errors/toolgate-error.js';
import type { Logger } from '../../log.js';
import type { EventStore, StoredEvent } from './event-store.js';
import { sseEventWithId } from './sse-event.js';
import type { StreamSink } from './stream-sink.js';

/** Bytes a client may leave unread. */
const maxWaiting = 1024 * 1024;
/** Events the store may be behind; further ones are not kept. */
const maxBehind = 1_000;

export interface EventStreamOptions {
  /** Number in its session: event ids begin with it. */
  readonly number: number;
  /** Name in the store. */
  readonly name: string;
  readonly store: EventStore;
  /** How long the store may take to read. */
  readonly timeouts: TimeoutQueue;
  readonly log: Logger;
}

/** A stream that outlives its connection: what is sent while nobody is connected is replayed to the client that comes back (MCP 2025-11-25, resumability). */
export class EventStream {
  readonly #options: EventStreamOptions;
  #sequence = 0;
  #sink: StreamSink | undefined;
  /** What comes while earlier events are read from the store, once for each reader. */
  readonly #arriving = new Set<StoredEvent[]>();
  /** What the store has been told and has not taken yet. */
  #storing: Promise<void> | undefined;
  #behind = 0;
  #ended = false;
  #forgotten = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#sink !== undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Bytes that the client who is connected has not taken yet. */
  get waiting(): number {
    return this.#sink?.waiting ?? 0;
  }

  /** Connects a client that wants nothing of before. The first event only tells where the stream stands. */
  open(sink: StreamSink, primes: boolean): void {
    this.#connect(sink);
    if (primes) sink.write(sseEventWithId(this.#id(this.#sequence), ''));
  }

  /**
   * Takes the stream over for a client that has had everything up to `sequence`; `begin` is called before anything is
   * written. Answers false, and touches nothing, where that can no longer be replayed. Throws UNAVAILABLE when the store fails.
   */
  async resume(sink: StreamSink, sequence: number, begin: () => void): Promise<boolean> {
    if (sequence > this.#sequence) return false;
    const arriving: StoredEvent[] = [];
    this.#arriving.add(arriving);
    try {
      const stored = sequence === this.#sequence ? [] : await this.#read(sequence);
      // From here on nothing is awaited: what is sent in between would reach neither the old client nor this one.
      const last = stored?.at(-1)?.sequence ?? sequence;
      const events = stored?.concat(arriving.filter((event) => event.sequence > last)) ?? [];
      // An event that the store has failed to take must not be passed over in silence.
      if (this.#forgotten || !isRun(events, sequence + 1, this.#sequence)) return false;
      this.#takeOver(sink, events, begin);
      return true;
    } finally {
      this.#arriving.delete(arriving);
    }
  }

  send(text: string): void {
    this.#sequence += 1;
    const event = { sequence: this.#sequence, text };
    if (this.#behind < maxBehind) this.#tell(({ store, name }) => store.append(name, event));
    for (const events of this.#arriving) events.push(event);
    this.#write(event);
  }

  /** The same on a stream that has no end: a client that does not read is cut, and what it misses is in the store. */
  push(text: string): void {
    if (this.waiting > maxWaiting) {
      this.#sink?.fail();
      this.#sink = undefined;
    }
    this.send(text);
  }

  /** Ends the connection, and asks the client to come back. */
  closeConnection(retryMs: number): void {
    this.#sink?.write(`retry: ${Math.ceil(retryMs)}\n\n`);
    this.#close();
  }

  /** Nothing more will be sent. */
  end(): void {
    this.#ended = true;
    this.#close();
  }

  /** Nothing can be replayed any more; what is still to come goes to the client who is connected. */
  forget(): void {
    this.#tell(({ store, name }) => store.drop(name));
    this.#forgotten = true;
  }

  #takeOver(sink: StreamSink, events: readonly StoredEvent[], begin: () => void): void {
    // It may have left while the store was read.
    if (sink.closed) return;
    begin();
    this.#sink?.end();
    this.#connect(sink);
    for (const event of events) this.#write(event);
    if (this.#ended) this.#close();
  }

  #connect(sink: StreamSink): void {
    this.#sink = sink;
    sink.onClose(() => {
      if (this.#sink === sink) this.#sink = undefined;
    });
  }

  #close(): void {
    this.#sink?.end();
    this.#sink = undefined;
  }

  /** What the store has of what followed on an event. */
  async #read(sequence: number): Promise<readonly StoredEvent[] | undefined> {
    const { store, name, timeouts, log } = this.#options;
    try {
      const reading = async () => {
        await this.#storing;
        return store.after(name, sequence);
      };
      return await bounded(reading(), timeouts, 'the event store');
    } catch (error) {
      log.error({ err: error }, 'the event store cannot be read');
      throw new UnavailableError('The stream cannot be replayed right now.', { retryAfterMs: 1_000 });
    }
  }

  /** Tells the store one thing after the other. A store that fails costs the replay, not the stream. */
  #tell(work: (options: EventStreamOptions) => void | Promise<void>): void {
    if (this.#forgotten) return;
    this.#behind += 1;
    const attempt = async (): Promise<void> => {
      try {
        await work(this.#options);
      } catch (error) {
        this.#options.log.error({ err: error }, 'the event store failed');
      }
      this.#behind -= 1;
    };
    const storing = this.#storing === undefined ? attempt() : this.#storing.then(attempt);
    this.#storing = storing;
    void storing.then(() => {
      if (this.#storing === storing) this.#storing = undefined;
    });
  }

  #write({ sequence, text }: StoredEvent): void {
    this.#sink?.write(sseEventWithId(this.#id(sequence), text));
  }

  #id(sequence: number): string {
    return `${this.#options.number}-${sequence}`;
  }
}

/** Whether no event is missing from `first` to `last`. */
function isRun(events: readonly StoredEvent[], first: number, last: number): boolean {
  if (events.length !== last - first + 1) return false;
  return events.every(({ sequence }, index) => sequence === first + index);
}
