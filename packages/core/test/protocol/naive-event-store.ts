import type { StoredEvent } from '../../src/protocol/stream/event-store.js';

interface NaiveStream {
  readonly name: string;
  readonly events: readonly StoredEvent[];
}

export interface NaiveBounds {
  readonly maxBytes: number;
  readonly maxStreamBytes: number;
  readonly maxStreamEvents: number;
}

/** What the memory store must do, as slow and plain as can be: everything is counted anew each time. */
export class NaiveEventStore {
  readonly #bounds: NaiveBounds;
  /** The stream written longest ago comes first. */
  streams: readonly NaiveStream[] = [];
  /** All that was ever appended, by stream. */
  readonly history = new Map<string, StoredEvent[]>();

  constructor(bounds: NaiveBounds) {
    this.#bounds = bounds;
  }

  append(name: string, event: StoredEvent): void {
    const { maxBytes, maxStreamBytes, maxStreamEvents } = this.#bounds;
    this.history.set(name, [...(this.history.get(name) ?? []), event]);
    const before = this.streams.find((stream) => stream.name === name)?.events ?? [];
    this.drop(name);
    if (sizeOf({ name, events: [event] }) > maxBytes) return;
    let events = before.at(-1)?.sequence === event.sequence - 1 ? [...before, event] : [event];
    while (events.length > 1 && (sizeOf({ name, events }) > maxStreamBytes || events.length > maxStreamEvents)) {
      events = events.slice(1);
    }
    this.streams = [...this.streams, { name, events }];
    while (this.bytes > maxBytes) this.streams = this.streams.slice(1);
  }

  after(name: string, sequence: number): readonly StoredEvent[] | undefined {
    const events = this.streams.find((stream) => stream.name === name)?.events;
    const first = events?.[0];
    if (events === undefined || first === undefined || sequence < first.sequence - 1) return undefined;
    return events.filter((event) => event.sequence > sequence);
  }

  drop(name: string): void {
    this.streams = this.streams.filter((stream) => stream.name !== name);
  }

  get bytes(): number {
    return this.streams.reduce((sum, stream) => sum + sizeOf(stream), 0);
  }
}

function sizeOf({ name, events }: NaiveStream): number {
  return 512 + Buffer.byteLength(name) + events.reduce((sum, { text }) => sum + 64 + Buffer.byteLength(text), 0);
}
