import { expect, test } from '@jest/globals';
import { Arrivals } from '../support/arrivals.js';
import { EventReader } from '../support/event-reader.js';
import { leftCall, type StoreChange } from '../support/left-call.js';
import type { SentMessage } from '../support/messages.js';

const steps = (messages: readonly SentMessage[]) => messages.map(({ id, params }) => params?.progress ?? id);
const rest = async (response: Response) => steps(await new EventReader(response).messages());

test('waits for a store that is slow to write, and misses nothing', async () => {
  const { clock, call, release, resume } = await leftCall((memory, time) => ({
    append: (name, event) => new Promise((done) => time.schedule(1_000, () => done(memory.append(name, event)))),
  }));
  call.progress(3);
  const resuming = resume();
  call.progress(4);
  await clock.advance(5_000);
  release('done');
  await clock.advance(0);
  expect(await rest(await resuming)).toEqual([2, 3, 4, 'call']);
});

test('sends once what comes while a slow store is read', async () => {
  const { clock, call, release, resume } = await leftCall((memory, time) => ({
    after: (name, sequence) => new Promise((done) => time.schedule(1_000, () => done(memory.after(name, sequence)))),
  }));
  const [first, second] = [resume(), resume()];
  call.progress(3);
  await clock.advance(500);
  call.progress(4);
  await clock.advance(500);
  call.progress(5);
  release('done');
  await clock.advance(0);
  // Both came at the same moment; the one that was served last has the stream.
  expect(await rest(await first)).toEqual([2, 3, 4]);
  expect(await rest(await second)).toEqual([2, 3, 4, 5, 'call']);
});

test('misses nothing that is sent just after the store has answered', async () => {
  for (let turns = 0; turns < 20; turns++) {
    const answered = new Arrivals<true>();
    const { clock, call, release, resume } = await leftCall((memory) => ({
      async after(name, sequence) {
        const events = await memory.after(name, sequence);
        answered.push(true);
        return events;
      },
    }));
    const resuming = resume();
    await answered.next();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    call.progress(3);
    await clock.advance(0);
    release('done');
    await clock.advance(0);
    expect(await rest(await resuming)).toEqual([2, 3, 'call']);
  }
});

test('gives a store its events in their order, one after the other', async () => {
  const taken: number[] = [];
  const { clock, call } = await leftCall((_memory, time) => ({
    append: (_name, { sequence }) =>
      new Promise((done) =>
        time.schedule(1_000 / sequence, () => {
          taken.push(sequence);
          done();
        }),
      ),
  }));
  for (const step of [3, 4, 5]) call.progress(step);
  await clock.advance(5_000);
  expect(taken).toEqual([1, 2, 3, 4, 5]);
});

test.each<[string, StoreChange]>([
  ['never answers', () => ({ after: () => new Promise(() => undefined) })],
  ['never takes an event', () => ({ append: () => new Promise(() => undefined) })],
])('waits 10 seconds for a store that %s', async (_how, change) => {
  const { clock, call, resume } = await leftCall(change);
  let status = 0;
  const resuming = resume().then((response) => {
    status = response.status;
  });
  await clock.advance(9_999);
  expect(status).toBe(0);
  await clock.advance(1);
  await resuming;
  expect(status).toBe(503);
  expect(call.signal.aborted).toBe(false);
});

test('leaves no stream behind of a client that goes away while the store is read', async () => {
  const { server, clock, session, call, resume } = await leftCall((memory, time) => ({
    after: (name, sequence) => new Promise((done) => time.schedule(1_000, () => done(memory.after(name, sequence)))),
  }));
  const headers = { accept: 'text/event-stream', 'mcp-session-id': session.id, 'last-event-id': '1-1' };
  const client = new AbortController();
  const there = resume();
  await clock.advance(500);
  const gone = server.fetch(new Request('http://localhost/mcp', { headers, signal: client.signal }));
  await clock.advance(500);
  client.abort();
  await clock.advance(1_000);
  call.progress(3);
  const reader = new EventReader(await there);
  expect([await reader.message(), await reader.message()]).toMatchObject([
    { params: { progress: 2 } },
    { params: { progress: 3 } },
  ]);
  expect(await Promise.race([gone.then(() => 'answered'), clock.advance(0).then(() => 'left')])).toBe('left');
});

test('replays nothing when the session is deleted while the store is read', async () => {
  const { clock, session, resume } = await leftCall((memory, time) => ({
    after: (name, sequence) => {
      const events = memory.after(name, sequence);
      return new Promise((done) => time.schedule(1_000, () => done(events)));
    },
  }));
  const resuming = resume();
  await clock.advance(500);
  await session.end();
  await clock.advance(500);
  expect((await resuming).status).toBe(404);
});
