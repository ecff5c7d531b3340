import { expect, test } from '@jest/globals';
import { type ClientSession, clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { toolCall } from '../support/messages.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const steps = (label: string) => toolCall(1, 'steps', { label }, { progressToken: 1 });

/** Calls `steps` and reads the stream to its end; answers the event ids in order. */
async function eventIds(session: ClientSession, label: string): Promise<readonly string[]> {
  const reader = new EventReader(await session.post(steps(label)));
  const ids: string[] = [];
  for (let event = await reader.next(); event !== undefined; event = await reader.next()) {
    if (event.id !== undefined) ids.push(event.id);
  }
  expect(reader.text).toContain(label);
  return ids;
}

const resumed = async (session: ClientSession, id: string) => {
  const response = await session.listen({ 'last-event-id': id });
  return { status: response.status, text: await response.text() };
};

test('gives equal event ids in two sessions, each of which replays its own events only', async () => {
  const { server } = guardedServer();
  const [one, two] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  const [first = '', ...more] = await eventIds(one, 'canary-of-ada');
  expect(await eventIds(two, 'canary-of-bob')).toEqual([first, ...more]);
  expect(more).toHaveLength(3);
  const replayed = await resumed(two, first);
  expect(replayed.status).toBe(200);
  expect(replayed.text.match(/canary-of-bob/g)).toHaveLength(3);
  expect(replayed.text).not.toContain('canary-of-ada');
  expect((await resumed(one, first)).text).not.toContain('canary-of-bob');
});

test("answers another session's event id with 404 where it has no such event of its own", async () => {
  const { server } = guardedServer();
  const [one, two] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  for (const id of await eventIds(one, 'canary-of-ada')) {
    const { status, text } = await resumed(two, id);
    expect([status, text.includes('canary-of-ada')]).toEqual([404, false]);
  }
});

test("does not replay one session's events to another one of the same caller", async () => {
  const { server } = guardedServer();
  const [one, two] = [await openSession(server, { headers: ada }), await openSession(server, { headers: ada })];
  const [first = ''] = await eventIds(one, 'canary-of-one');
  expect((await resumed(two, first)).status).toBe(404);
});

test("replays nothing to the holder of a foreign session's id, whichever event is named", async () => {
  const { server } = guardedServer();
  const own = await openSession(server, { headers: ada });
  const thief = clientSession(server, own.id, { headers: bob });
  const nobody = clientSession(server, own.id);
  for (const id of [...(await eventIds(own, 'canary-of-ada')), '1-0', '2-0']) {
    const stolen = await resumed(thief, id);
    expect([stolen.status, stolen.text.includes('canary')]).toEqual([404, false]);
    expect((await resumed(nobody, id)).status).toBe(401);
  }
  expect((await resumed(own, '1-0')).text).toContain('canary-of-ada');
});

test('leaves a stream to its owner while somebody else tries to take it over', async () => {
  const { server } = guardedServer();
  const own = await openSession(server, { headers: ada });
  const reader = new EventReader(await own.listen());
  await reader.next();
  const thief = clientSession(server, own.id, { headers: bob });
  expect((await thief.listen()).status).toBe(404);
  expect((await thief.listen({ 'last-event-id': reader.lastEventId ?? '' })).status).toBe(404);
  server.tool('new', { description: 'New' }, () => 'new');
  expect(await reader.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
});

test.each(['', '1', '-1', '1-', '1-0-0', '01-0x', '1 -0', '1-00000000000', '9-0', '1-99', '1e0-0'])(
  'answers the forged event id %j with 404',
  async (id) => {
    const { server } = guardedServer();
    const own = await openSession(server, { headers: ada });
    await eventIds(own, 'canary-of-ada');
    const { status, text } = await resumed(own, id);
    expect([status, text.includes('canary')]).toEqual([404, false]);
  },
);

test('answers an event id of ten thousand characters with 404', async () => {
  const { server } = guardedServer();
  const own = await openSession(server, { headers: ada });
  await eventIds(own, 'canary-of-ada');
  expect((await resumed(own, '1-'.repeat(5_000))).status).toBe(404);
});

test('sends what belongs to a call on no other stream of the session', async () => {
  const { server } = guardedServer();
  const own = await openSession(server, { headers: ada });
  const listening = new EventReader(await own.listen());
  await listening.next();
  const [first = ''] = await eventIds(own, 'canary-of-ada');
  expect(first).not.toBe(listening.lastEventId);
  await own.end();
  expect(await listening.messages()).toEqual([]);
  expect(listening.text).not.toContain('canary');
});
