import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import type { ServerEvent } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

const ada = { headers: bearer('ada') };
const bob = { headers: bearer('bob') };

/** A server for two callers that keeps its events of sessions. */
function observed() {
  const { server, ...rest } = testServer();
  const events: ServerEvent[] = [];
  const on = (event: ServerEvent) => void (event.type.startsWith('session.') && events.push(event));
  return { server: server.use(tokenAuth({ ada: [], bob: [] })).use({ name: 'observer', on }), events, ...rest };
}

test('lists open sessions with what there is to know of each, the one that is idle longest first', async () => {
  const { server, clock } = observed();
  const calls = heldTool(server);
  expect(server.sessions.list()).toEqual([]);
  const one = await openSession(server, ada);
  await clock.advance(1_000);
  const two = await openSession(server, { ...bob, protocolVersion: '2025-03-26' });
  const answer = two.post(toolCall(1, 'hold'));
  const { release } = await calls.next();
  await clock.advance(500);
  const client = { name: 'raw', version: '1' };
  const common = { client, listening: false };
  expect(server.sessions.list()).toEqual([
    {
      id: one.id,
      owner: 'tokens:ada',
      revision: '2025-11-25',
      ageMs: 1_500,
      idleMs: 1_500,
      requestsInFlight: 0,
      ...common,
    },
    {
      id: two.id,
      owner: 'tokens:bob',
      revision: '2025-03-26',
      ageMs: 500,
      idleMs: 500,
      requestsInFlight: 1,
      ...common,
    },
  ]);
  release('done');
  await answer;
  await one.post(ping());
  await one.listen();
  expect(server.sessions.list()).toMatchObject([
    { id: two.id, requestsInFlight: 0, listening: false },
    { id: one.id, ageMs: 1_500, idleMs: 0, listening: true },
  ]);
});

test('lists no session that nobody may use any more, though nobody has asked for it', async () => {
  const { server, clock } = observed();
  await openSession(server, ada);
  await clock.advance(30 * 60_000);
  expect(server.sessions.list()).toEqual([]);
});

test('terminates a session: its call gets an error, its stream ends, its subscriptions are gone, and it is known why', async () => {
  const { server, events } = observed();
  const calls = heldTool(server);
  server.resource('watched', { uri: 'test://watched', description: 'Watched' }, () => 'x');
  const own = await openSession(server, ada);
  const other = await openSession(server, ada);
  const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri: 'test://watched' } };
  for (const session of [own, other]) expect((await session.post(subscribe)).status).toBe(200);
  const [ownStream, otherStream] = [new EventReader(await own.listen()), new EventReader(await other.listen())];
  await ownStream.next();
  const answer = own.post(toolCall(2, 'hold', {}, { progressToken: 1 }));
  const { call } = await calls.next();
  call.progress(1);
  const callStream = new EventReader(await answer);
  expect(server.sessions.terminate(own.id)).toBe(true);
  server.notify.resourceUpdated('test://watched');
  expect(call.signal.aborted).toBe(true);
  expect(await callStream.messages()).toMatchObject([
    { method: 'notifications/progress' },
    { id: 2, result: { isError: true, content: [{ text: expect.stringContaining('session was ended') }] } },
  ]);
  expect(await ownStream.messages()).toEqual([]);
  expect(await otherStream.message()).toMatchObject({ method: 'notifications/resources/updated' });
  expect((await own.post(ping())).status).toBe(404);
  expect((await other.post(ping())).status).toBe(200);
  expect(server.sessions.list()).toMatchObject([{ id: other.id }]);
  expect(events).toEqual([
    { type: 'session.opened', session: own.id, owner: 'tokens:ada' },
    { type: 'session.opened', session: other.id, owner: 'tokens:ada' },
    { type: 'session.closed', session: own.id, reason: 'terminated' },
  ]);
});

test('terminates no session twice, and none that does not exist', async () => {
  const { server, events } = observed();
  const { id } = await openSession(server, ada);
  expect([server.sessions.terminate(id), server.sessions.terminate(id)]).toEqual([true, false]);
  for (const unknown of ['', 'x', '__proto__', 'constructor']) expect(server.sessions.terminate(unknown)).toBe(false);
  expect(events.map(({ type }) => type)).toEqual(['session.opened', 'session.closed']);
});

test('answers a call in flight as JSON when its session is terminated before anything was sent', async () => {
  const { server } = observed();
  const calls = heldTool(server);
  const session = await openSession(server, ada);
  const answer = session.post(toolCall(0, 'hold'));
  await calls.next();
  server.sessions.terminate(session.id);
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await messagesOf(response)).toMatchObject([{ id: 0, result: { isError: true } }]);
});

test('keeps little of what a client says of itself, however much it is', async () => {
  const { server } = testServer();
  const gc = collector();
  const before = heapAfter(gc);
  const long = 'x'.repeat(300_000);
  for (let count = 0; count < 20; count++) {
    const { params, ...rest } = initialize();
    const clientInfo = { name: `${count} ${long}`, version: long };
    const response = await post(server, { ...rest, params: { ...params, clientInfo } });
    expect(response.headers.get('mcp-session-id')).not.toBeNull();
    await response.text();
  }
  const clients = server.sessions.list().map(({ client }) => client);
  expect(clients).toHaveLength(20);
  expect(Math.max(...clients.map(({ name, version }) => name.length + version.length))).toBe(256);
  // Their names and versions alone are 12 MB.
  expect(heapAfter(gc) - before).toBeLessThan(5 * 1024 ** 2);
});

function heapAfter(gc: () => void): number {
  gc();
  return process.memoryUsage().heapUsed;
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

test.each([
  ['and is done', () => 'done'],
  ['and then waits', () => new Promise<string>(() => undefined)],
])('a call that ends its own session %s is answered with an error', async (_how, rest) => {
  const { server } = observed();
  server.tool('leave', { description: 'Ends its own session' }, (_, call) => {
    server.sessions.terminate(call.session ?? '');
    return rest();
  });
  const one = await openSession(server, ada);
  expect(await (await one.post(toolCall(1, 'leave'))).text()).toContain('The session was ended.');
  expect(server.sessions.list()).toEqual([]);
});
