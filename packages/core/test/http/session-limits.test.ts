import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import type { ServerEvent } from '@toolgate/core';
import { type Connectable, fakeClock } from '@toolgate/testing';
import { noFeatures } from '../../src/protocol/session/client-features.js';
import { SessionTable } from '../../src/protocol/session/session-table.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post, type Wire } from '../support/wire.js';

const ada = { 'x-api-key': 'a-secret-of-ada-1' };
const bob = { 'x-api-key': 'a-secret-of-bob-1' };
const keys = { ada: { secret: ada['x-api-key'] }, bob: { secret: bob['x-api-key'] } };

const status = async (wire: Wire) => (await wire.post(ping())).status;

/** What happened to sessions, in order. */
function sessionEvents() {
  const events: string[] = [];
  const on = (event: ServerEvent) => {
    if (event.type === 'session.closed') events.push(`${event.session} ${event.reason}`);
  };
  return { events, plugin: { name: 'session-events', on } };
}

test('closes the session that is idle longest when the server is full', async () => {
  const { server } = testServer({ limits: { sessions: 3 } });
  const [one, two, three] = [await openWire(server), await openWire(server), await openWire(server)];
  expect(await status(one)).toBe(200);
  const four = await openWire(server);
  expect(await status(two)).toBe(404);
  for (const wire of [one, three, four]) expect(await status(wire)).toBe(200);
});

test('closes the longest idle session of the caller who has too many, and nobody else’s', async () => {
  const { server } = testServer({ limits: { sessionsPerCaller: 2 } });
  const guarded = server.use(apiKey({ keys }));
  const other = await openWire(guarded, bob);
  const [one, two] = [await openWire(guarded, ada), await openWire(guarded, ada)];
  expect(await status(one)).toBe(200);
  const three = await openWire(guarded, ada);
  expect(await status(two)).toBe(404);
  for (const wire of [other, one, three]) expect(await status(wire)).toBe(200);
});

test('counts anonymous callers by the network they come from', async () => {
  const { server } = testServer({ limits: { sessionsPerCaller: 1 } });
  const open = async (address: string) => {
    const body = JSON.stringify(initialize());
    const headers = { 'content-type': 'application/json' };
    const request = new Request('http://localhost/mcp', { method: 'POST', body, headers });
    return (await server.fetch(request, { address })).headers.get('mcp-session-id') ?? '';
  };
  const ask = async (session: string, address: string) => {
    const headers = { 'content-type': 'application/json', 'mcp-session-id': session };
    const request = new Request('http://localhost/mcp', { method: 'POST', body: JSON.stringify(ping()), headers });
    return (await server.fetch(request, { address })).status;
  };
  const first = await open('2001:db8::1');
  const elsewhere = await open('192.0.2.1');
  expect(await ask(first, '2001:db8::ffff:1')).toBe(200);
  expect(await ask(first, '2001:db8:0:1::1')).toBe(404);
  await open('2001:db8::2');
  expect(await ask(first, '2001:db8::1')).toBe(404);
  expect(await ask(elsewhere, '192.0.2.1')).toBe(200);
});

test('never closes a session with a call in flight, and answers 503 when all have one', async () => {
  const { server } = testServer({ limits: { sessions: 2 } });
  const calls = heldTool(server);
  const wires = [await openWire(server), await openWire(server)];
  const answers = wires.map((wire) => wire.post(toolCall(1, 'hold')));
  const held = [await calls.next(), await calls.next()];
  const refused = await post(server, initialize());
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await messagesOf(refused)).toMatchObject([{ id: 'init', error: { data: { code: 'UNAVAILABLE' } } }]);
  held[0]?.release('done');
  expect((await answers[0])?.status).toBe(200);
  await openWire(server);
  expect(held[1]?.call.signal.aborted).toBe(false);
  held[1]?.release('done');
  expect(await messagesOf(await (answers[1] ?? refused))).toMatchObject([{ result: { content: [{ text: 'done' }] } }]);
});

test('passes over a busy session to the next idle one of the same caller', async () => {
  const { server } = testServer({ limits: { sessionsPerCaller: 2 } });
  const calls = heldTool(server);
  const somewhere: Connectable = { fetch: (request) => server.fetch(request, { address: '192.0.2.1' }) };
  const busy = await openWire(somewhere);
  const answer = busy.post(toolCall(1, 'hold'));
  const held = await calls.next();
  const idle = await openWire(somewhere);
  await openWire(somewhere);
  expect(await status(idle)).toBe(404);
  held.release('done');
  expect((await answer).status).toBe(200);
});

test('ends a session nobody used for 30 minutes, and not a moment earlier', async () => {
  const { server, clock } = testServer();
  const wire = await openWire(server);
  await clock.advance(30 * 60_000 - 1);
  expect(await status(wire)).toBe(200);
  await clock.advance(30 * 60_000 - 1);
  expect(await status(wire)).toBe(200);
  await clock.advance(30 * 60_000);
  expect(await status(wire)).toBe(404);
});

test('ends a session in use after 24 hours', async () => {
  const { server, clock } = testServer();
  const wire = await openWire(server);
  for (let minutes = 0; minutes < 24 * 60 - 20; minutes += 20) {
    await clock.advance(20 * 60_000);
    expect(await status(wire)).toBe(200);
  }
  await clock.advance(20 * 60_000);
  expect(await status(wire)).toBe(404);
});

test('gives a call in flight a terminal answer when its session is over', async () => {
  const { server, clock } = testServer({ sessions: { lifetime: '1m' }, deadline: '1h' });
  server.tool('long', { description: 'Long', timeout: '1h' }, () => new Promise<string>(() => undefined));
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'long'));
  await clock.advance(60_000);
  expect(await status(wire)).toBe(404);
  expect(await messagesOf(await answer)).toMatchObject([{ id: 1, result: { isError: true } }]);
});

test('takes a call in flight for use: the idle time begins with its answer', async () => {
  const { server, clock } = testServer({ sessions: { idle: '1m' } });
  const calls = heldTool(server, 'long');
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'long'));
  const held = await calls.next();
  await clock.advance(59_000);
  held.release('done');
  await answer;
  await clock.advance(30_000);
  expect(await status(wire)).toBe(200);
});

test('does not take a session for idle while a call is in flight', async () => {
  const { server, clock } = testServer({ sessions: { idle: '10s' } });
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall('held', 'hold'));
  const held = await calls.next();
  await clock.advance(50_000);
  expect(await status(wire)).toBe(200);
  await openWire(server);
  expect(held.call.signal.aborted).toBe(false);
  held.release('done');
  expect(await messagesOf(await answer)).toMatchObject([{ result: { content: [{ text: 'done' }] } }]);
});

test('counts the time a session is idle from its last answer when it chooses which one to close', async () => {
  const { server, clock } = testServer({ limits: { sessions: 2 } });
  const calls = heldTool(server);
  const [busy, quiet] = [await openWire(server), await openWire(server)];
  const answer = busy.post(toolCall(1, 'hold'));
  const held = await calls.next();
  expect(await status(quiet)).toBe(200);
  await clock.advance(10_000);
  held.release('done');
  await answer;
  await openWire(server);
  expect(await status(quiet)).toBe(404);
  expect(await status(busy)).toBe(200);
});

test('clears sessions that are over when another is opened, and says why each was closed', async () => {
  const { server, clock } = testServer({ sessions: { idle: '1m', lifetime: '5m' }, limits: { sessions: 2 } });
  const { events, plugin } = sessionEvents();
  server.use(plugin);
  const idle = await openWire(server);
  await clock.advance(60_000);
  const evicted = await openWire(server);
  const deleted = await openWire(server);
  const opened = await openWire(server);
  const headers = { 'mcp-session-id': deleted.session };
  await server.fetch(new Request('http://localhost/mcp', { method: 'DELETE', headers }));
  const closed = server.close();
  await clock.advance(1_000);
  await closed;
  expect(events).toEqual([
    `${idle.session} idle`,
    `${evicted.session} evicted`,
    `${deleted.session} deleted`,
    `${opened.session} drained`,
  ]);
});

test('mints ten thousand ids that are unique, random and of the right letters', () => {
  const lifetimes = { idleMs: 1_000, lifetimeMs: 1_000 };
  const caps = { capacity: 100, capacityPerOwner: 100 };
  const table = new SessionTable({
    clock: fakeClock(),
    ...caps,
    ...lifetimes,
    emit: () => undefined,
    forget: () => undefined,
  });
  const client = { name: 'client', version: '1' };
  const open = () =>
    table.open({ owner: 'somebody', ownerKnown: true, revision: '2025-11-25', client, features: noFeatures }).id;
  const ids = Array.from({ length: 10_000 }, open);
  expect(new Set(ids).size).toBe(10_000);
  expect(table.size).toBe(100);
  expect(ids.filter((id) => !/^[A-Za-z0-9_-]{22}$/.test(id))).toEqual([]);
  const letters = new Map<string, number>();
  for (const id of ids) letters.set(id.slice(0, 1), (letters.get(id.slice(0, 1)) ?? 0) + 1);
  // 64 letters, 156 of each expected; six standard deviations are 75.
  expect(letters.size).toBe(64);
  expect([...letters.values()].filter((count) => Math.abs(count - 156) > 75)).toEqual([]);
});

test('answers a call in flight with an error when its session is deleted', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  const held = await calls.next();
  const headers = { 'mcp-session-id': wire.session };
  const end = await server.fetch(new Request('http://localhost/mcp', { method: 'DELETE', headers }));
  expect(end.status).toBe(200);
  expect(await messagesOf(await answer)).toMatchObject([
    { id: 1, result: { isError: true, content: [{ text: expect.stringContaining('session was ended') }] } },
  ]);
  expect(held.call.signal.aborted).toBe(true);
});
