import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { type ClientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall } from '../support/messages.js';
import { type TestServer, testServer } from '../support/test-server.js';

/** Another session, and one whose client listens. */
async function listening(options: Partial<ServerOptions> = {}) {
  const test = testServer(options);
  const session = await openSession(test.server);
  const reader = new EventReader(await session.listen());
  await reader.next();
  return { ...test, session, reader };
}

type Listening = TestServer & { readonly session: ClientSession };

const minute = 60_000;

const ends: [string, Partial<ServerOptions>, (on: Listening) => Promise<unknown>][] = [
  ['is deleted', {}, ({ session }) => session.end()],
  ['is terminated', {}, async ({ server, session }) => server.sessions.terminate(session.id)],
  ['is evicted', { limits: { sessions: 1 } }, ({ server }) => openSession(server)],
  ['has lived for a day', {}, ({ clock }) => clock.advance(24 * 60 * minute)],
  ['has lived as long as it may', { sessions: { lifetime: '5m' } }, ({ clock }) => clock.advance(5 * minute)],
];

test.each(ends)('ends when its session %s; then there is no such session', async (_how, options, end) => {
  const on = await listening(options);
  await end(on);
  expect(await on.reader.next()).toBeUndefined();
  expect((await on.session.listen()).status).toBe(404);
  expect((await on.session.post(ping())).status).toBe(404);
  expect(on.log.records).toEqual([]);
});

test('leaves the streams of other sessions alone', async () => {
  const { server, session, reader } = await listening();
  const other = new EventReader(await (await openSession(server)).listen());
  await other.next();
  await session.end();
  expect(await reader.next()).toBeUndefined();
  server.tool('added', { description: 'Added' }, () => 'x');
  expect(await other.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
});

test('ends at once when the server drains, and is not opened again', async () => {
  const { server, clock, session, reader } = await listening();
  const calls = heldTool(server);
  const answer = session.post(toolCall(1, 'hold'));
  const { release } = await calls.next();
  await reader.next();
  const closed = server.close();
  expect(await reader.next()).toBeUndefined();
  const refused = await session.listen();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  release('done');
  expect((await answer).status).toBe(200);
  await clock.advance(1_000);
  expect(await closed).toMatchObject({ completed: 1, aborted: 0, leftOpen: 0 });
});

test('does not count as idle while its client listens, and does from the moment it leaves', async () => {
  const { clock, session, reader } = await listening({ sessions: { idle: '5m' } });
  // A client that waits for the next event takes the comments in between.
  const next = reader.next();
  await clock.advance(60 * minute);
  await reader.leave();
  expect(await next).toBeUndefined();
  await clock.advance(5 * minute - 1);
  expect((await session.post(ping())).status).toBe(200);
  await clock.advance(5 * minute);
  expect((await session.post(ping())).status).toBe(404);
});

test('shows that a client listens, and that it has left', async () => {
  const { server, reader } = await listening();
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
  await reader.leave();
  expect(server.sessions.list()).toMatchObject([{ listening: false }]);
});

test('gives way to new clients, one for each that leaves', async () => {
  const { server, reader } = await listening({ limits: { streams: 2 } });
  const [two, three] = [await openSession(server), await openSession(server)];
  const second = await two.listen();
  const refused = await three.listen();
  expect([second.status, refused.status, refused.headers.get('retry-after')]).toEqual([200, 503, '1']);
  await reader.leave();
  expect((await three.listen()).status).toBe(200);
  expect((await (await openSession(server)).listen()).status).toBe(503);
});

test('lets one caller have so many streams, and another one its own', async () => {
  const { server } = testServer({ limits: { streamsPerCaller: 1 } });
  const open = async (address: string) => openSession(server, { address });
  const [one, two, other] = [await open('192.0.2.1'), await open('192.0.2.1'), await open('192.0.2.2')];
  const first = new EventReader(await one.listen());
  expect((await two.listen()).status).toBe(429);
  // What is refused takes no room.
  expect((await one.listen()).status).toBe(429);
  expect((await other.listen()).status).toBe(200);
  await first.leave();
  expect((await two.listen()).status).toBe(200);
});

test('is kept by an aborted request for no longer than it lasts', async () => {
  const { server } = testServer({ limits: { streams: 1 } });
  const session = await openSession(server);
  for (let round = 0; round < 3; round++) {
    const headers = { accept: 'text/event-stream', 'mcp-session-id': session.id };
    const client = new AbortController();
    const request = new Request('http://localhost/mcp', { headers, signal: client.signal });
    const response = server.fetch(request);
    client.abort();
    await response;
  }
  expect((await session.listen()).status).toBe(200);
});
