import { expect, test } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';

const ada = bearer('ada');
const bob = bearer('bob');

/** A server for ada and bob, and what changes its list of tools. */
function guarded() {
  const { server, ...rest } = testServer();
  let added = 0;
  const change = () => server.tool(`added-${++added}`, { description: 'Added' }, () => 'x');
  return { server: server.use(tokenAuth({ ada: [], bob: [] })), change, ...rest };
}

const changed = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' };

test('opens with an event that only tells its id, and then carries what belongs to no request', async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  const response = await session.listen();
  expect(response.status).toBe(200);
  const reader = new EventReader(response);
  expect(await reader.next()).toEqual({ id: expect.stringMatching(/^[!-~]+$/), name: undefined, data: '' });
  const primed = reader.lastEventId;
  change();
  expect(await reader.message()).toEqual(changed);
  expect(reader.lastEventId).not.toBe(primed);
});

test('tells nothing between server and client to keep the stream back, to store it or to change it', async () => {
  const { server } = guarded();
  const { headers } = await (await openSession(server, { headers: ada })).listen();
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
  expect(headers.get('content-length')).toBeNull();
  expect(headers.get('mcp-session-id')).toBeNull();
});

test.each(['2024-11-05', '2025-03-26', '2025-06-18'])(
  'opens without a priming event for %s',
  async (protocolVersion) => {
    const { server, change } = guarded();
    const session = await openSession(server, { headers: ada, protocolVersion });
    const reader = new EventReader(await session.listen());
    change();
    expect(await reader.next()).toMatchObject({ name: 'message', data: JSON.stringify(changed) });
  },
);

test('refuses a second plain stream with 409 while the first is connected, and leaves the first alone', async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  const reader = new EventReader(await session.listen());
  expect(await verdict(await session.listen())).toEqual([409, 40900]);
  expect(await verdict(await session.listen({ accept: '*/*' }))).toEqual([409, 40900]);
  change();
  expect(await reader.message()).toEqual(changed);
});

test('lets one of many plain streams in that come at the same moment', async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  const responses = await Promise.all(Array.from({ length: 8 }, () => session.listen()));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  change();
  const [open] = responses.filter(({ status }) => status === 200);
  expect(await new EventReader(open ?? Response.error()).message()).toEqual(changed);
});

test('lets a client listen again that has left', async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  for (let round = 0; round < 3; round++) {
    const reader = new EventReader(await session.listen());
    change();
    expect(await reader.message()).toEqual(changed);
    await reader.leave();
  }
});

test('lets a client listen again whose request was aborted', async () => {
  const { server } = guarded();
  const session = await openSession(server, { headers: ada });
  const client = new AbortController();
  const headers = { ...ada, accept: 'text/event-stream', 'mcp-session-id': session.id };
  const first = await server.fetch(new Request('http://localhost/mcp', { headers, signal: client.signal }));
  expect(first.status).toBe(200);
  client.abort();
  expect((await session.listen()).status).toBe(200);
});

test('does not replay to a new plain stream what came before it', async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  const first = new EventReader(await session.listen());
  await first.next();
  await first.leave();
  change();
  const second = new EventReader(await session.listen());
  const primed = await second.next();
  expect(primed).toMatchObject({ data: '' });
  await session.end();
  expect(await second.next()).toBeUndefined();
});

test("answers another caller's session with 404, nobody's credential with 401, and leaves the owner alone", async () => {
  const { server, change } = guarded();
  const session = await openSession(server, { headers: ada });
  const reader = new EventReader(await session.listen());
  expect(await verdict(await clientSession(server, session.id, { headers: bob }).listen())).toEqual([404, 40400]);
  expect((await clientSession(server, session.id).listen()).status).toBe(401);
  expect((await clientSession(server, session.id, { headers: bearer('eve') }).listen()).status).toBe(401);
  change();
  expect(await reader.message()).toEqual(changed);
});

test('answers a session that does not exist with 404, and none with 400', async () => {
  const { server } = guarded();
  await openSession(server, { headers: ada });
  expect(await verdict(await clientSession(server, 'AAAAAAAAAAAAAAAAAAAAAA', { headers: ada }).listen())).toEqual([
    404, 40400,
  ]);
  const headers = { ...ada, accept: 'text/event-stream' };
  expect(await verdict(await server.fetch(new Request('http://localhost/mcp', { headers })))).toEqual([400, 40000]);
});

test.each(['application/json', 'text/html', 'text/event-stream;q=0', 'text/event-streams'])(
  'refuses a client that accepts %s with 406',
  async (accept) => {
    const { server } = guarded();
    const session = await openSession(server, { headers: ada });
    expect(await verdict(await session.listen({ accept }))).toEqual([406, 40600]);
  },
);

test.each(['text/event-stream', 'text/*', '*/*', 'application/json, text/event-stream;q=0.5'])(
  'serves a client that accepts %s',
  async (accept) => {
    const { server } = guarded();
    const session = await openSession(server, { headers: ada });
    expect((await session.listen({ accept })).status).toBe(200);
  },
);

test.each(['1900-01-01', '2026-07-28', 'latest', ''])('refuses the protocol version %j with 400', async (version) => {
  const { server } = guarded();
  const session = await openSession(server, { headers: ada });
  const headers = { 'mcp-protocol-version': version };
  expect(await verdict(await session.listen(headers))).toEqual([400, 40000]);
  expect(await verdict(await session.end(headers))).toEqual([400, 40000]);
  expect((await session.listen({ 'mcp-protocol-version': '2025-11-25' })).status).toBe(200);
});
