import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/clock.js';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { listening } from '../support/listening.js';
import { exchange, head, jsonHead } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders } from '../support/wire.js';

const routes = ['/mcp', '/sse', '/messages', '/messages?sessionId=x', '/nowhere', '/'];
const verbs = ['GET', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'HEAD'];
const pairs = routes.flatMap((route) => verbs.map((verb): [string, string] => [verb, route]));

/** A server with all its routes, and how often a plugin or an authenticator has been asked. */
function openServer() {
  let asked = 0;
  const { server } = testServer({ legacySse: true, clock: systemClock, failedAttempts: false });
  server.use({ name: 'counting', admit: () => void asked++ });
  return { server: server.use(tokenAuth({ ada: [] })), asked: () => asked };
}

const body = JSON.stringify(initialize());
const lines = [...jsonHead, 'Authorization: Bearer ada'];

function rawRequest(verb: string, route: string, ...more: readonly string[]): string {
  const sends = verb === 'POST' || verb === 'PUT';
  const length = sends ? [`Content-Length: ${body.length}`] : [];
  return head(`${verb} ${route} HTTP/1.1`, ...lines, ...more, ...length) + (sends ? body : '');
}

test('refuses a foreign Host, a foreign Origin and too many headers on every verb of every route, before all else', async () => {
  const { server, asked } = openServer();
  const { port } = await listening(server);
  const refused: [string[], number][] = [
    [['Host: evil.example'], 403],
    [['Host: localhost', 'Origin: http://evil.example'], 403],
    [['Host: localhost', 'Origin: null'], 403],
    [['Host: evil.example', 'Origin: http://evil.example'], 403],
    [['Host: localhost', ...Array.from({ length: 100 }, (_, index) => `X-H${index}: 1`)], 431],
  ];
  // An answer to HEAD has a length and no body, so it cannot be read like the others.
  for (const [verb, route] of pairs.filter(([name]) => name !== 'HEAD')) {
    for (const [headers, status] of refused) {
      const response = await exchange(port, rawRequest(verb, route, ...headers));
      expect([verb, route, headers[0], response.status]).toEqual([verb, route, headers[0], status]);
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
      expect(response.headers.has('mcp-session-id')).toBe(false);
      expect(JSON.parse(response.body)).not.toHaveProperty('id');
    }
  }
  expect(asked()).toBe(0);
});

test.each(pairs)('asks for a credential on %s %s', async (verb, route) => {
  const { server } = openServer();
  const sends = verb === 'POST' || verb === 'PUT';
  for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
    const init = { method: verb, headers: { ...jsonHeaders, ...headers }, ...(sends ? { body } : {}) };
    const response = await server.fetch(new Request(`http://localhost${route}`, init));
    // What does not exist says so to anybody, as it says nothing about what does.
    expect(response.status).toBe(route === '/nowhere' || route === '/' ? 404 : 401);
  }
});

test.each<[string, string, string]>([
  ['/mcp', 'PUT', 'POST, GET, DELETE'],
  ['/sse', 'POST', 'GET'],
  ['/sse', 'DELETE', 'GET'],
  ['/messages', 'GET', 'POST'],
  ['/messages', 'DELETE', 'POST'],
])('says for %s that %s is not served there, and what is', async (route, method, allowed) => {
  const { server } = openServer();
  const response = await server.fetch(new Request(`http://localhost${route}`, { method, headers: bearer('ada') }));
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
});

test('serves the GET stream and HTTP+SSE to its own Origin, and to no other on the same session', async () => {
  const { server } = openServer();
  const session = await openSession(server, { headers: bearer('ada') });
  expect((await session.listen({ origin: 'http://evil.example' })).status).toBe(403);
  expect((await session.end({ origin: 'http://evil.example' })).status).toBe(403);
  expect((await session.listen({ origin: 'http://localhost' })).status).toBe(200);
  const sse = (origin: string) =>
    server.fetch(new Request('http://localhost/sse', { headers: { ...bearer('ada'), ...jsonHeaders, origin } }));
  expect((await sse('http://localhost:81')).status).toBe(403);
  expect((await sse('http://localhost')).status).toBe(200);
});
