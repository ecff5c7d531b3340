import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventStore } from '../../src/protocol/stream/event-store.js';
import { type MemoryEventStoreOptions, memoryEventStore } from '../../src/protocol/stream/memory-event-store.js';
import { type NaiveBounds, NaiveEventStore } from './naive-event-store.js';

const mib = 1024 ** 2;

async function appendAll(store: EventStore, stream: string, texts: readonly string[], from = 0): Promise<void> {
  for (const [index, text] of texts.entries()) await store.append(stream, { sequence: from + index, text });
}

async function texts(store: EventStore, stream: string, sequence: number): Promise<readonly string[] | undefined> {
  const events = await store.after(stream, sequence);
  return events?.map(({ text }) => text);
}

describe('memoryEventStore', () => {
  it('replays what followed an event, and only on its own stream', async () => {
    const store = memoryEventStore();
    for (const sequence of [0, 1, 2]) {
      await store.append('a', { sequence, text: `a${sequence}` });
      await store.append('b', { sequence, text: `b${sequence}` });
    }
    expect(await store.after('a', 0)).toEqual([
      { sequence: 1, text: 'a1' },
      { sequence: 2, text: 'a2' },
    ]);
    expect(await texts(store, 'b', -1)).toEqual(['b0', 'b1', 'b2']);
    expect(await texts(store, 'b', 2)).toEqual([]);
  });

  it('knows nothing of a stream that never was or was dropped', async () => {
    const store = memoryEventStore();
    await appendAll(store, 'a', ['', '{}']);
    await store.drop('a');
    await store.drop('a');
    expect([await store.after('a', 0), await store.after('b', -1)]).toEqual([undefined, undefined]);
  });

  it('lets the oldest events of a stream go when it has too many', async () => {
    const store = memoryEventStore({ maxStreamEvents: 2 });
    await appendAll(store, 'a', ['0', '1', '2']);
    expect([await texts(store, 'a', 0), await texts(store, 'a', -1)]).toEqual([['1', '2'], undefined]);
  });

  it('lets the oldest events of a stream go when it is too large', async () => {
    const store = memoryEventStore({ maxStreamBytes: '4kb' });
    await appendAll(store, 'a', ['x'.repeat(1_600), 'y'.repeat(1_600), 'z'.repeat(1_600)]);
    expect((await texts(store, 'a', 0))?.map((text) => text[0])).toEqual(['y', 'z']);
    expect(await store.after('a', -1)).toBeUndefined();
  });

  it('keeps 10,000 events and 1 MiB of a stream unless told otherwise', async () => {
    const store = memoryEventStore();
    await appendAll(store, 'many', Array<string>(10_001).fill(''));
    await appendAll(store, 'large', Array<string>(4).fill('x'.repeat(mib / 4)));
    expect((await store.after('many', 0))?.length).toBe(10_000);
    expect([await store.after('many', -1), await store.after('large', -1)]).toEqual([undefined, undefined]);
    expect((await store.after('large', 0))?.length).toBe(3);
  });

  it('keeps a result of 10 MiB, alone, though it is over the bound of its stream', async () => {
    const store = memoryEventStore();
    const result = 'x'.repeat(10 * mib);
    await appendAll(store, 'a', ['', 'progress', result]);
    expect(await store.after('a', 0)).toBeUndefined();
    expect((await texts(store, 'a', 1))?.[0] === result).toBe(true);
  });

  it('lets whole streams go when all are too large together, the one written longest ago first', async () => {
    const store = memoryEventStore();
    const result = 'x'.repeat(10 * mib);
    for (const stream of ['a', 'b', 'c', 'd', 'e', 'f']) await appendAll(store, stream, ['', result]);
    await store.append('a', { sequence: 2, text: result });
    await appendAll(store, 'g', ['', result]);
    const kept = await Promise.all(['a', 'b', 'c', 'g'].map(async (stream) => (await store.after(stream, 1))?.length));
    expect(kept).toEqual([1, undefined, 0, 0]);
  });

  it('forgets the stream of an event too large for all, and no other', async () => {
    const store = memoryEventStore({ maxBytes: '8kb' });
    await appendAll(store, 'a', ['', '{}']);
    await appendAll(store, 'b', ['', 'x'.repeat(8_192)]);
    expect([await texts(store, 'a', 0), await store.after('b', 0)]).toEqual([['{}'], undefined]);
    await store.append('b', { sequence: 2, text: 'next' });
    expect([await texts(store, 'b', 1), await store.after('b', 0)]).toEqual([['next'], undefined]);
  });

  it('replays nothing across an event it never got', async () => {
    const store = memoryEventStore();
    await appendAll(store, 'a', ['0', '1']);
    await appendAll(store, 'a', ['3', '4'], 3);
    expect([await store.after('a', 1), await texts(store, 'a', 2)]).toEqual([undefined, ['3', '4']]);
  });

  it('stays bounded under empty events of many streams', async () => {
    const store = memoryEventStore({ maxBytes: '64kb' });
    const streams = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
    for (const stream of streams) await store.append(stream, { sequence: 0, text: '' });
    const answers = await Promise.all(streams.map(async (stream) => store.after(stream, -1)));
    expect(answers.filter((answer) => answer !== undefined).length).toBe(112);
    expect(answers.slice(-112)).not.toContain(undefined);
  });

  it('keeps what was appended when the caller changes its object afterwards', async () => {
    const store = memoryEventStore();
    const event = { sequence: 0, text: 'before' };
    await store.append('a', event);
    event.text = 'after';
    expect(await texts(store, 'a', -1)).toEqual(['before']);
  });

  const refused: readonly (readonly [MemoryEventStoreOptions, string])[] = [
    [{ maxBytes: 0 }, 'memoryEventStore.maxBytes is 0: use a whole number above 0.'],
    [{ maxStreamBytes: -1 }, 'memoryEventStore.maxStreamBytes is -1: use bytes or text such as "512kb", "1mb".'],
    [{ maxStreamEvents: 1.5 }, 'memoryEventStore.maxStreamEvents is 1.5: use a whole number above 0.'],
    [{ maxBytes: 10, maxStreamBytes: 11 }, 'memoryEventStore.maxStreamBytes is 11: use at most maxBytes, 10.'],
  ];
  it.each(refused)('refuses %j', (options, message) => {
    expect(() => memoryEventStore(options)).toThrow(new TypeError(message));
  });

  it('refuses an option it does not know', () => {
    const options: MemoryEventStoreOptions & { maxByte: string } = { maxByte: '1mb' };
    expect(() => memoryEventStore(options)).toThrow(
      'memoryEventStore.maxByte does not exist: use one of maxBytes, maxStreamBytes, maxStreamEvents.',
    );
  });

  it('has room for one stream where only the overall bound is made smaller', () => {
    expect(() => memoryEventStore({ maxBytes: '512kb' })).not.toThrow();
  });
});

const streamName = fc.constantFrom('a', 'b', 'ç', 'a longer name');

type Command = fc.AsyncCommand<NaiveEventStore, EventStore>;

function append(stream: string, gap: number, size: number, letter: string): Command {
  return {
    check: () => true,
    async run(model, store) {
      const last = model.history.get(stream)?.at(-1)?.sequence ?? -1;
      const event = { sequence: last + 1 + gap, text: letter.repeat(size) };
      model.append(stream, event);
      await store.append(stream, event);
    },
    toString: () => `append ${size} × ${letter} to ${stream}, ${gap} skipped`,
  };
}

function drop(stream: string): Command {
  return {
    check: () => true,
    async run(model, store) {
      model.drop(stream);
      await store.drop(stream);
    },
    toString: () => `drop ${stream}`,
  };
}

function read(stream: string, back: number): Command {
  return {
    check: () => true,
    async run(model, store) {
      const history = model.history.get(stream) ?? [];
      const sequence = (history.at(-1)?.sequence ?? 0) - back;
      const events = await store.after(stream, sequence);
      expect(events).toEqual(model.after(stream, sequence));
      // Whatever was let go: an answer misses nothing.
      if (events !== undefined) expect(events).toEqual(history.filter((event) => event.sequence > sequence));
    },
    toString: () => `read the last ${back} of ${stream}`,
  };
}

describe('memoryEventStore against a naive model', () => {
  const bounds: fc.Arbitrary<NaiveBounds> = fc
    .record({ maxBytes: fc.integer({ min: 1, max: 6_000 }), share: fc.double({ min: 0.1, max: 1, noNaN: true }) })
    .chain(({ maxBytes, share }) =>
      fc.record({
        maxBytes: fc.constant(maxBytes),
        maxStreamBytes: fc.constant(Math.ceil(maxBytes * share)),
        maxStreamEvents: fc.integer({ min: 1, max: 6 }),
      }),
    );
  const gap = fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
  );
  const commands = fc.commands(
    [
      fc.tuple(streamName, gap, fc.nat(1_500), fc.constantFrom('x', 'é', '漢')).map((given) => append(...given)),
      fc.tuple(streamName, gap, fc.constant(0), fc.constant('')).map((given) => append(...given)),
      fc.tuple(streamName, fc.integer({ min: -2, max: 8 })).map((given) => read(...given)),
      streamName.map(drop),
    ],
    { maxCommands: 60 },
  );

  it('keeps and replays the same, and never more than its bound', async () => {
    await fc.assert(
      fc.asyncProperty(bounds, commands, async (given, script) => {
        const model = new NaiveEventStore(given);
        const store = memoryEventStore(given);
        await fc.asyncModelRun(() => ({ model, real: store }), script);
        expect(model.bytes).toBeLessThanOrEqual(given.maxBytes);
        for (const [stream, history] of model.history) {
          for (const { sequence } of [{ sequence: -1 }, ...history]) {
            expect(await store.after(stream, sequence)).toEqual(model.after(stream, sequence));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
