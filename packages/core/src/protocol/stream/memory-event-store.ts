import { parseCount } from '../../settings/count.js';
import { refuseUnknownKeys } from '../../settings/refuse-unknown-keys.js';
import { parseSize, type Size } from '../../settings/size.js';
import { OldestFirst } from '../oldest-first.js';
import type { EventStore, StoredEvent } from './event-store.js';

/** Sizes count UTF-8 bytes, 64 more for each event and 512 more for each stream: about what they take in memory. */
export interface MemoryEventStoreOptions {
  /** All streams together; over it the stream that was written longest ago goes. Default `"64mb"`. */
  readonly maxBytes?: Size | undefined;
  /** One stream; over it the oldest events go, but its last one stays whatever its size. Default `"1mb"`. */
  readonly maxStreamBytes?: Size | undefined;
  /** Events of one stream; over it the oldest go. Default 10,000. */
  readonly maxStreamEvents?: number | undefined;
}

interface Limits {
  readonly bytes: number;
  readonly streamBytes: number;
  readonly streamEvents: number;
}

interface Stream {
  readonly name: string;
  /** By sequence, without gaps up to `last`. */
  readonly texts: Map<number, string>;
  last: number;
  bytes: number;
}

const names = ['maxBytes', 'maxStreamBytes', 'maxStreamEvents'] as const;
const eventOverhead = 64;
const streamOverhead = 512;

/** An event store in this process, for one server. Throws a TypeError for options that make no sense. */
export function memoryEventStore(options: MemoryEventStoreOptions = {}): EventStore {
  refuseUnknownKeys(options, names, 'memoryEventStore');
  const bytes = sizeOption(options.maxBytes ?? '64mb', 'maxBytes');
  const streamBytes = sizeOption(options.maxStreamBytes ?? Math.min(1024 ** 2, bytes), 'maxStreamBytes');
  if (streamBytes > bytes) {
    throw new TypeError(`memoryEventStore.maxStreamBytes is ${streamBytes}: use at most maxBytes, ${bytes}.`);
  }
  const streamEvents = parseCount(options.maxStreamEvents ?? 10_000, 'memoryEventStore.maxStreamEvents');
  return new MemoryEventStore({ bytes, streamBytes, streamEvents });
}

function sizeOption(size: Size, name: (typeof names)[number]): number {
  const what = `memoryEventStore.${name}`;
  return parseCount(parseSize(size, what), what);
}

class MemoryEventStore implements EventStore {
  readonly #limits: Limits;
  // In the order of their last event.
  readonly #streams = new OldestFirst<Stream>();
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  append(name: string, { sequence, text }: StoredEvent): void {
    const known = this.#streams.get(name);
    this.drop(name);
    const empty = emptyStream(name);
    const size = eventSize(text);
    // Nobody can be brought past an event that is not kept, so what came before it is of no use either.
    if (empty.bytes + size > this.#limits.bytes) return;
    const stream = known?.last === sequence - 1 ? known : empty;
    stream.texts.set(sequence, text);
    stream.last = sequence;
    stream.bytes += size;
    this.#shrink(stream);
    this.#streams.set(name, stream);
    this.#bytes += stream.bytes;
    this.#evict();
  }

  after(name: string, sequence: number): readonly StoredEvent[] | undefined {
    const stream = this.#streams.get(name);
    if (stream === undefined || sequence < oldestOf(stream) - 1) return undefined;
    const events: StoredEvent[] = [];
    for (let next = sequence + 1; next <= stream.last; next++) {
      const text = stream.texts.get(next);
      if (text !== undefined) events.push({ sequence: next, text });
    }
    return events;
  }

  drop(name: string): void {
    this.#bytes -= this.#streams.get(name)?.bytes ?? 0;
    this.#streams.delete(name);
  }

  #shrink(stream: Stream): void {
    const { streamBytes, streamEvents } = this.#limits;
    while (stream.texts.size > 1 && (stream.bytes > streamBytes || stream.texts.size > streamEvents)) {
      const oldest = oldestOf(stream);
      stream.bytes -= eventSize(stream.texts.get(oldest) ?? '');
      stream.texts.delete(oldest);
    }
  }

  /** Never reaches the stream written just now, which alone is within the bound. */
  #evict(): void {
    for (let oldest = this.#streams.oldest(); oldest !== undefined; oldest = this.#streams.oldest()) {
      if (this.#bytes <= this.#limits.bytes) return;
      this.drop(oldest.name);
    }
  }
}

function emptyStream(name: string): Stream {
  return { name, texts: new Map(), last: -1, bytes: streamOverhead + Buffer.byteLength(name) };
}

function oldestOf({ last, texts }: Stream): number {
  return last - texts.size + 1;
}

function eventSize(text: string): number {
  return eventOverhead + Buffer.byteLength(text);
}
