import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { authenticating, bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders, openWire, post } from '../support/wire.js';

const origin = 'https://app.example.com';
const other = 'https://shop.example.com:8443';
const cors = { origins: [origin, other] };
const exposed = 'Mcp-Session-Id, WWW-Authenticate, Retry-After';

function corsServer(options: Partial<ServerOptions> = {}) {
  return testServer({ cors, ...options }).server;
}

interface Fetching {
  readonly fetch: (request: Request) => Promise<Response>;
}

function preflight({ fetch }: Fetching, from: string, asked = '', path = '/mcp', method = 'POST'): Promise<Response> {
  const headers = { origin: from, 'access-control-request-method': method, 'access-control-request-headers': asked };
  return fetch(new Request(`http://localhost${path}`, { method: 'OPTIONS', headers }));
}

/** What a browser goes by. */
function granted({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name === 'vary' || name.startsWith('access-control-')));
}

test.each([origin, other])('answers a preflight of %s with what a page may send', async (from) => {
  const response = await preflight(corsServer(), from, 'Content-Type,mcp-session-id');
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(granted(response)).toEqual({
    vary: 'Origin',
    'access-control-allow-origin': from,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'content-type, mcp-session-id',
    'access-control-expose-headers': exposed,
    'access-control-max-age': '600',
  });
});

const known =
  'accept,authorization,baggage,content-type,last-event-id,mcp-method,mcp-name,mcp-param-region,mcp-param-x.y_z,' +
  'mcp-protocol-version,mcp-session-id,traceparent,tracestate';

test.each([
  [known, known],
  ['x-evil,Mcp-Name,cookie', 'mcp-name'],
  ['*', undefined],
  ['mcp-param-,mcp-param-a b,mcp-params,mcp-name ,x-mcp-name', 'mcp-name'],
  ['host,origin,x-forwarded-for,x-api-key', undefined],
  ['', undefined],
  [',,,', undefined],
])('grants of the headers %j only those of the protocol', async (asked, expected) => {
  const response = await preflight(corsServer(), origin, asked);
  const list = response.headers.get('access-control-allow-headers') ?? undefined;
  expect(list?.replaceAll(', ', ',')).toBe(expected);
});

test('grants the headers of the authenticators that are installed', async () => {
  const auth = authenticating('keys', () => undefined, { headers: ['X-Api-Key'] });
  const response = await preflight(corsServer().use(auth), origin, 'x-api-key,x-other-key');
  expect(response.headers.get('access-control-allow-headers')).toBe('x-api-key');
});

test('asks a preflight for no credential, and runs no plugin for it', async () => {
  let asked = 0;
  const server = corsServer().use(tokenAuth({ ada: [] }));
  server.use({ name: 'counting', admit: () => void asked++ });
  expect((await preflight(server, origin, 'authorization')).status).toBe(204);
  expect(asked).toBe(0);
});

test.each(['https://evil.example', 'null', 'https://app.example.com.evil', 'http://app.example.com', `${origin}/`])(
  'refuses the origin %s with 403 and grants it nothing',
  async (from) => {
    const server = corsServer();
    for (const response of [await preflight(server, from), await post(server, initialize(), { origin: from })]) {
      expect(response.status).toBe(403);
      expect(granted(response)).toEqual({ vary: 'Origin' });
    }
  },
);

test('answers OPTIONS that is no preflight like any other method', async () => {
  const server = corsServer();
  const options = (headers: Record<string, string>) =>
    server.fetch(new Request('http://localhost/mcp', { method: 'OPTIONS', headers }));
  expect((await options({ origin })).status).toBe(405);
  expect((await options({ 'access-control-request-method': 'POST' })).status).toBe(405);
  expect((await preflight(server, origin, '', '/nowhere')).status).toBe(404);
});

test('grants nothing without the option, though an origin is allowed', async () => {
  for (const options of [{ allowedOrigins: [origin] }, { publicUrl: origin, allowedHosts: ['localhost'] }]) {
    const { server } = testServer(options);
    const [asked, served] = [await preflight(server, origin), await post(server, initialize(), { origin })];
    expect([asked.status, served.status]).toEqual([405, 200]);
    for (const response of [asked, served]) expect(granted(response)).toEqual({});
    const guarded = testServer(options).server.use(tokenAuth({ ada: [] }));
    expect((await preflight(guarded, origin)).status).toBe(401);
  }
});

test.each([
  '*',
  'null',
  'https://*.example.com',
  'https://app.example.com/',
  'https://app.example.com/path',
  'app',
  '',
])('does not start with the origin %j', async (wrong) => {
  await expect(corsServer({ cors: { origins: [wrong] } }).start()).rejects.toThrow(`cors.origins has "${wrong}"`);
});

test('does not start with an empty list', async () => {
  await expect(corsServer({ cors: { origins: [] } }).start()).rejects.toThrow('cors.origins is empty');
});

const readable = { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed };

test('lets a page read every answer, whatever it is', async () => {
  const { server, clock } = testServer({ cors, limits: { inFlightPerCaller: 1 }, failedAttempts: false });
  const calls = heldTool(server);
  const ada = { ...bearer('ada'), origin };
  server.use(tokenAuth({ ada: [] }));
  const wire = await openWire(server, ada);
  const held = wire.post(toolCall(1, 'hold', {}, { progressToken: 1 }));
  const { call, release } = await calls.next();
  const answers: [number, Response][] = [
    [401, await post(server, initialize(), { origin })],
    [401, await post(server, initialize(), { ...bearer('eve'), origin })],
    [429, await wire.post(ping(2))],
    [
      431,
      await post(server, initialize(), {
        origin,
        ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x-${n}`, '1'])),
      }),
    ],
    [404, await server.fetch(new Request('http://localhost/nowhere', { headers: ada }))],
  ];
  call.progress(1);
  answers.push([200, await held]);
  release('done');
  await clock.advance(0);
  answers.push([404, await post(server, ping(), { ...ada, 'mcp-session-id': 'gone' })]);
  answers.push([415, await post(server, 'x', { ...ada, 'content-type': 'text/plain' })]);
  answers.push([400, await post(server, '{', ada)]);
  answers.push([202, await wire.post({ jsonrpc: '2.0', method: 'notifications/initialized' })]);
  const closed = server.close();
  answers.push([503, await post(server, initialize(), ada)]);
  await clock.advance(1_000);
  await closed;
  for (const [status, response] of answers) {
    expect(response.status).toBe(status);
    expect(granted(response)).toEqual(readable);
  }
});

test('lets a page read streams, both ends of HTTP+SSE, and the end of a session', async () => {
  const server = corsServer({ legacySse: true });
  const session = await openSession(server, { headers: { origin } });
  expect(granted(await session.listen())).toEqual(readable);
  expect(granted(await session.end())).toEqual(readable);
  const headers = { origin, ...jsonHeaders };
  const stream = await server.fetch(new Request('http://localhost/sse', { headers }));
  expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const posted = await server.fetch(new Request('http://localhost/messages', { method: 'POST', headers, body: '{}' }));
  expect(posted.status).toBe(404);
  for (const response of [stream, posted]) expect(granted(response)).toEqual(readable);
  for (const path of ['/sse', '/messages']) expect((await preflight(server, origin, '', path)).status).toBe(204);
});

test('answers preflights of a server that has too much to do, and lets the page read the refusal', async () => {
  const server = corsServer({ limits: { inFlight: 1 } });
  const calls = heldTool(server);
  const wire = await openWire(server, { origin });
  const held = wire.post(toolCall(1, 'hold'));
  const { release } = await calls.next();
  expect((await preflight(server, origin)).status).toBe(204);
  const refused = await wire.post(ping(2));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(granted(refused)).toEqual(readable);
  release('done');
  await held;
});

test('lets a page read that the server could not start', async () => {
  const server = corsServer();
  server.use({ name: 'broken', start: () => Promise.reject(new Error('no database')) });
  const refused = await post(server, initialize(), { origin });
  expect(refused.status).toBe(503);
  expect(granted(refused)).toEqual(readable);
});
