import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall, verdict } from '../support/messages.js';
import { postTo, sseClient } from '../support/sse-client.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire } from '../support/wire.js';

const ada = bearer('ada');
const bob = bearer('bob');

/** A server for ada and bob that also speaks HTTP+SSE. */
function guarded(options: Partial<ServerOptions> = {}) {
  const { server, ...rest } = testServer({ legacySse: true, ...options });
  return { server: server.use(tokenAuth({ ada: [], bob: [] })), ...rest };
}

type Guarded = ReturnType<typeof guarded>['server'];
const send = (server: Guarded, path: string, method: string, headers: Record<string, string> = {}, body?: string) =>
  server.fetch(new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) }));
const open = (server: Guarded, headers: Record<string, string> = ada, path = '/sse') =>
  send(server, path, 'GET', { accept: 'text/event-stream', ...headers });

test('says first where to post, on the same origin, and sends nothing but messages after that', async () => {
  const { server } = guarded();
  const response = await open(server);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(response.headers.get('mcp-session-id')).toBeNull();
  const reader = new EventReader(response);
  const first = await reader.next();
  expect(first).toMatchObject({ name: 'endpoint', data: expect.stringMatching(/^\/messages\?sessionId=[\w-]{22}$/) });
  const accepted = await postTo(server, first?.data ?? '', initialize('2024-11-05'), ada);
  expect(accepted.status).toBe(202);
  expect(await reader.next()).toMatchObject({
    name: 'message',
    id: undefined,
    data: expect.stringContaining('2024-11-05'),
  });
});

test('is served at paths of its own', async () => {
  const { server } = guarded({ legacySse: { sse: '/old/events', messages: '/old/post' }, path: '/new' });
  const endpoint = (await new EventReader(await open(server, ada, '/old/events')).next())?.data ?? '';
  expect(endpoint).toMatch(/^\/old\/post\?/);
  expect((await postTo(server, endpoint, ping(), ada)).status).toBe(202);
  for (const path of ['/sse', '/messages', '/mcp']) expect((await open(server, ada, path)).status).toBe(404);
});

test.each([{}, { legacySse: false }])('is not served unless it is asked for: %j', async (options) => {
  const { server } = testServer(options);
  for (const [path, method] of [
    ['/sse', 'GET'],
    ['/messages?sessionId=x', 'POST'],
  ] as const) {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const body = method === 'POST' ? { body: JSON.stringify(ping()) } : {};
    expect((await server.fetch(new Request(`http://localhost${path}`, { method, headers, ...body }))).status).toBe(404);
  }
});

test.each([
  ['/sse', 'POST', 'GET'],
  ['/sse', 'DELETE', 'GET'],
  ['/messages', 'GET', 'POST'],
  ['/messages', 'PUT', 'POST'],
])('answers %s %s with 405 and what it serves', async (path, method, allow) => {
  const { server } = guarded();
  const response = await send(server, path, method, { ...ada, accept: 'text/event-stream' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
});

test('answers a post without an id, to an unknown one, to a foreign one and to two with 404', async () => {
  const { server } = guarded();
  const own = await sseClient(server, ada);
  const other = await sseClient(server, bob);
  const id = own.endpoint.split('=')[1];
  for (const query of [
    '',
    '?',
    '?sessionId=',
    '?sessionId=x',
    `?sessionid=${id}`,
    `?sessionId=${id}&sessionId=${id}`,
  ]) {
    expect(await verdict(await postTo(server, `/messages${query}`, ping(), ada))).toEqual([404, 40400]);
  }
  expect(await verdict(await postTo(server, other.endpoint, ping(), ada))).toEqual([404, 40400]);
  expect(await own.ask(ping('mine'))).toMatchObject({ id: 'mine', result: {} });
  expect(await other.ask(ping('theirs'))).toMatchObject({ id: 'theirs', result: {} });
});

test('does not take the session of one transport for one of the other', async () => {
  const { server } = guarded();
  const own = await sseClient(server, ada);
  const wire = await openWire(server, ada);
  expect((await postTo(server, `/messages?sessionId=${wire.session}`, ping(), ada)).status).toBe(404);
  const id = own.endpoint.split('=')[1] ?? '';
  const headers = { ...ada, 'content-type': 'application/json', 'mcp-session-id': id };
  expect((await send(server, '/mcp', 'POST', headers, JSON.stringify(ping()))).status).toBe(404);
});

test.each([
  ['no JSON', '{', 400, -32700],
  ['nothing', '', 400, -32700],
  ['no message', '{}', 400, -32600],
  ['a batch', `[${JSON.stringify(ping())}]`, 400, -32600],
  ['a message with a key twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', 400, -32600],
  ['too much', JSON.stringify({ ...ping(), params: { x: 'x'.repeat(20_000) } }), 413, 41300],
])('tells whoever posts %s, and nobody on the stream', async (_what, body, status, code) => {
  const { server } = guarded({ limits: { body: '10kb' } });
  const { endpoint, ask, reader } = await sseClient(server, ada);
  const response = await send(server, endpoint, 'POST', { ...ada, 'content-type': 'application/json' }, body);
  expect(await verdict(response)).toEqual([status, code]);
  await ask(ping('next'));
  expect(reader.text.match(/^event: message$/gm)).toHaveLength(2);
});

test.each<[string, Record<string, string>, number]>([
  ['nobody’s credential', {}, 401],
  ['a wrong credential', bearer('eve'), 401],
  ['a page of elsewhere', { ...ada, origin: 'https://evil.example' }, 403],
  ['a page of nowhere', { ...ada, origin: 'null' }, 403],
])('refuses %s on both routes', async (_who, headers, status) => {
  const { server } = guarded();
  const { endpoint, ask } = await sseClient(server, ada);
  expect((await open(server, headers)).status).toBe(status);
  expect((await postTo(server, endpoint, ping(), headers)).status).toBe(status);
  expect(await ask(ping('still'))).toMatchObject({ id: 'still' });
});

test.each(['text/plain', 'application/json; charset=latin1', 'application/x-www-form-urlencoded'])(
  'refuses a post of %s',
  async (type) => {
    const { server } = guarded();
    const { endpoint } = await sseClient(server, ada);
    expect((await postTo(server, endpoint, ping(), { ...ada, 'content-type': type })).status).toBe(415);
  },
);

test('refuses a client that accepts no stream, and one more stream than it may have', async () => {
  const { server } = guarded({ limits: { streamsPerCaller: 1 } });
  expect((await open(server, { ...ada, accept: 'application/json' })).status).toBe(406);
  const { reader } = await sseClient(server, ada);
  expect((await open(server)).status).toBe(429);
  expect((await open(server, bob)).status).toBe(200);
  await reader.leave();
  expect((await open(server)).status).toBe(200);
});

test('counts what a client posts among its requests in flight, and answers what is too many on the stream', async () => {
  const { server } = guarded({ limits: { inFlightPerCaller: 3 } });
  const calls = heldTool(server);
  const client = await sseClient(server, ada);
  for (const id of [1, 2, 3, 4]) await client.post(toolCall(id, 'hold'));
  expect(await client.reader.message()).toMatchObject({ id: 4, error: { code: 42900 } });
  expect(calls.size).toBe(3);
});

test('refuses another Host on both routes', async () => {
  const { server } = guarded({ allowedHosts: ['mcp.example.com'] });
  const at = async (host: string, path: string, method: string) => {
    const headers = { ...ada, accept: 'text/event-stream', 'content-type': 'application/json' };
    const body = method === 'POST' ? { body: JSON.stringify(ping()) } : {};
    return (await server.fetch(new Request(`http://${host}${path}`, { method, headers, ...body }))).status;
  };
  expect([await at('mcp.example.com', '/sse', 'GET'), await at('evil.example', '/sse', 'GET')]).toEqual([200, 403]);
  expect([
    await at('mcp.example.com', '/messages?sessionId=x', 'POST'),
    await at('evil.example', '/messages?sessionId=x', 'POST'),
  ]).toEqual([404, 403]);
});

test('keeps the stream alive with comments, and ends it with a session that has lived as long as it may', async () => {
  const { server, clock } = guarded({ sessions: { lifetime: '5m' } });
  const { endpoint, reader } = await sseClient(server, ada);
  const next = reader.next();
  await clock.advance(5 * 60_000 - 1);
  expect(server.sessions.list()).toMatchObject([{ owner: 'tokens:ada', listening: true }]);
  expect(reader.text.match(/^:$/gm)).toHaveLength(19);
  await clock.advance(1);
  expect(await next).toBeUndefined();
  expect(server.sessions.list()).toEqual([]);
  expect((await postTo(server, endpoint, ping(), ada)).status).toBe(404);
});
