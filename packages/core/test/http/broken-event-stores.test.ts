import { expect, test } from '@jest/globals';
import type { StoredEvent } from '@toolgate/core';
import type { ClientSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { leftCall, type StoreChange } from '../support/left-call.js';
import type { SentMessage } from '../support/messages.js';

const steps = (messages: readonly SentMessage[]) => messages.map(({ id, params }) => params?.progress ?? id);
const rest = async (response: Response) => steps(await new EventReader(response).messages());
const listens = async (session: ClientSession) => (await session.listen()).status === 200;

test.each<[string, StoreChange]>([
  ['throws', () => ({ append: () => fail('append') })],
  ['rejects', () => ({ append: async () => fail('append') })],
])('serves a connected client whose store %s, and has nothing to replay to it', async (_how, change) => {
  const { server, log, session, clock, release, resume, repair } = await leftCall(change);
  expect((await resume()).status).toBe(404);
  const reader = new EventReader(await session.listen());
  server.tool('added', { description: 'Added' }, () => 'x');
  expect(await reader.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  expect(log.records).not.toEqual([]);
  expect(log.records.every(({ message }) => message === 'the event store failed')).toBe(true);
  // What comes later is of no use to a client that has missed something before.
  repair();
  release('done');
  await clock.advance(0);
  expect((await resume()).status).toBe(404);
});

test.each<[string, StoreChange]>([
  ['throws', () => ({ after: () => fail('after') })],
  ['rejects', () => ({ after: async () => fail('after') })],
])('asks a client to come back whose store %s when it is read', async (_how, change) => {
  const { clock, log, release, resume, repair } = await leftCall(change);
  const refused = await resume();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.text()).not.toContain('hunter2');
  expect(log.records).toMatchObject([{ message: 'the event store cannot be read' }]);
  repair();
  release('done');
  await clock.advance(0);
  expect(await rest(await resume())).toEqual([2, 'call']);
});

const event = (sequence: number): StoredEvent => ({ sequence, text: JSON.stringify({ id: `forged-${sequence}` }) });

test.each<[string, readonly StoredEvent[] | undefined]>([
  ['nothing', []],
  ['no list', undefined],
  ['more than there is', [event(2), event(3)]],
  ['an event twice', [event(2), event(2)]],
  ['what was not asked for', [event(1), event(2)]],
  ['another event', [event(3)]],
])('replays nothing from a store that answers %s', async (_what, events) => {
  const { session, resume } = await leftCall(() => ({ after: () => events }));
  const response = await resume();
  expect([response.status, (await response.text()).includes('forged')]).toEqual([404, false]);
  expect(await listens(session)).toBe(true);
});

test('drops every stream of a session that ends, though dropping fails, and stores nothing of it later', async () => {
  const dropped = new Set<string>();
  const late: string[] = [];
  const { clock, session, log } = await leftCall(() => ({
    append: (name) => void (dropped.has(name) && late.push(name)),
    drop: (name) => {
      dropped.add(name);
      return fail('drop');
    },
  }));
  await session.listen();
  await session.end();
  await clock.advance(0);
  expect([...dropped].map((name) => name.slice(-2))).toEqual(['/1', '/2']);
  expect(late).toEqual([]);
  expect(log.records).toMatchObject([{ message: 'the event store failed' }, { message: 'the event store failed' }]);
});

function fail(what: string): never {
  throw new Error(`${what} failed at redis://user:hunter2@host`);
}
