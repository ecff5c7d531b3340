import type { Logger } from '../../log.js';
import type { EventStore, StoredEvent } from './event-store.js';
import { sseEventWithId } from './sse-event.js';
import type { StreamSink } from './stream-sink.js';

/** Bytes a client may leave unread. */
const maxWaiting = 1024 * 1024;

export interface EventStreamOptions {
  /** Number in its session: event ids begin with it. */
  readonly number: number;
  /** Name in the store. */
  readonly name: string;
  readonly store: EventStore;
  readonly log: Logger;
}

/** A stream that outlives its connection: what is sent while nobody is connected is replayed to the client that comes back (MCP 2025-11-25, resumability). */
export class EventStream {
  readonly #options: EventStreamOptions;
  #sequence = 0;
  #sink: StreamSink | undefined;
  /** What comes while earlier events are read from the store, once for each reader. */
  readonly #arriving = new Set<StoredEvent[]>();
  #ended = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#sink !== undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Connects a client that wants nothing of before. The first event only tells where the stream stands. */
  open(sink: StreamSink, primes: boolean): void {
    this.#connect(sink);
    if (primes) sink.write(sseEventWithId(this.#id(this.#sequence), ''));
  }

  /**
   * Takes the stream over for a client that has had everything up to `sequence`; `begin` is called before anything is
   * written. Answers false, and touches nothing, where that can no longer be replayed.
   */
  async resume(sink: StreamSink, sequence: number, begin: () => void): Promise<boolean> {
    if (sequence > this.#sequence) return false;
    const events = sequence === this.#sequence ? [] : await this.#read(sequence);
    if (events === undefined) return false;
    begin();
    this.#sink?.end();
    this.#connect(sink);
    for (const event of events) this.#write(event);
    if (this.#ended) this.#close();
    return true;
  }

  send(text: string): void {
    this.#sequence += 1;
    const event = { sequence: this.#sequence, text };
    this.#store(event);
    for (const events of this.#arriving) events.push(event);
    this.#write(event);
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

  /** Ends for good: nothing can be replayed any more. */
  drop(): void {
    this.end();
    this.#tell(() => this.#options.store.drop(this.#options.name));
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

  /** What followed on an event, with what is sent meanwhile; undefined where it is no longer kept. */
  async #read(sequence: number): Promise<readonly StoredEvent[] | undefined> {
    const arriving: StoredEvent[] = [];
    this.#arriving.add(arriving);
    try {
      const stored = await this.#options.store.after(this.#options.name, sequence);
      const last = stored?.at(-1)?.sequence ?? sequence;
      return stored?.concat(arriving.filter((event) => event.sequence > last));
    } catch (error) {
      this.#options.log.error({ err: error }, 'the event store cannot be read');
      return undefined;
    } finally {
      this.#arriving.delete(arriving);
    }
  }

  #store(event: StoredEvent): void {
    this.#tell(() => this.#options.store.append(this.#options.name, event));
  }

  /** A store that fails costs the replay, not the stream. */
  #tell(work: () => void | Promise<void>): void {
    const failed = (error: unknown): void => this.#options.log.error({ err: error }, 'the event store failed');
    try {
      const done = work();
      if (done instanceof Promise) done.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  #write({ sequence, text }: StoredEvent): void {
    // A client that does not read is cut: what it misses is in the store.
    if (this.#sink !== undefined && this.#sink.waiting > maxWaiting) {
      this.#sink.fail();
      this.#sink = undefined;
    }
    this.#sink?.write(sseEventWithId(this.#id(sequence), text));
  }

  #id(sequence: number): string {
    return `${this.#options.number}-${sequence}`;
  }
}
