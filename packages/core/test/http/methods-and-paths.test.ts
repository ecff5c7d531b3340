import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { verdict } from '../support/messages.js';
import { exchange, head, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders } from '../support/wire.js';

const secret = 'a-secret-of-length';
const body = JSON.stringify(initialize());

function guarded() {
  const { server } = testServer({ clock: systemClock, failedAttempts: false });
  return server.use(apiKey({ keys: { ada: { secret } } }));
}

test.each(['PUT', 'PATCH', 'OPTIONS', 'PROPFIND'])('answers %s with 405 and what is allowed', async (method) => {
  const { port } = await listening(testServer({ clock: systemClock }).server);
  const response = await fetch(`http://127.0.0.1:${port}/mcp`, { method });
  expect(response.headers.get('allow')).toBe('POST, GET, DELETE');
  expect(await verdict(response)).toEqual([405, 40500]);
});

test('answers HEAD with 405 and no body', async () => {
  const { port } = await listening(testServer({ clock: systemClock }).server);
  const response = await fetch(`http://127.0.0.1:${port}/mcp`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([405, '']);
});

test.each(['post', 'Delete', 'NONSENSE'])('refuses the method %s, for methods have case', async (method) => {
  const { port } = await listening(testServer({ clock: systemClock }).server);
  expect((await exchange(port, head(`${method} /mcp HTTP/1.1`, 'Host: localhost'))).status).toBe(400);
});

test('answers GET and DELETE with 405 where no sessions are kept', async () => {
  const { server } = testServer({ sessions: false });
  for (const method of ['GET', 'DELETE']) {
    const response = await server.fetch(new Request('http://localhost/mcp', { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  }
});

test.each(['POST', 'GET', 'DELETE', 'PUT', 'OPTIONS'])('asks for a credential on %s', async (method) => {
  const response = await guarded().fetch(new Request('http://localhost/mcp', { method }));
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

const lookalikes = [
  '/mcp/',
  '//mcp',
  '/MCP',
  '/Mcp',
  '/mcp;x',
  '/mcp;a=b',
  '/mcp%2f',
  '/%6dcp',
  '/mcp%00',
  '/mcp.json',
  '/mcp/..;/mcp',
  '/./mcp',
  '/x/../mcp',
  '/mcpx',
  '/xmcp',
  '/',
  '/mcp#x',
  '/mcp\\',
  '*',
];

test.each(lookalikes)('serves nothing at %s, with or without a credential', async (path) => {
  const { port } = await listening(guarded());
  const request = (...headers: string[]) => jsonPost(body, ...headers).replace('POST /mcp', `POST ${path}`);
  for (const response of [await exchange(port, request()), await exchange(port, request(`X-Api-Key: ${secret}`))]) {
    expect([400, 404]).toContain(response.status);
    expect(response.headers.has('mcp-session-id')).toBe(false);
  }
});

test.each([
  `/mcp?access_token=${secret}`,
  `/mcp?token=${secret}&api_key=${secret}`,
  `/mcp?x-api-key=${secret}`,
  '/mcp?authorization=Bearer%20a-secret-of-length',
  '/mcp?',
])('takes no credential from the query: %s', async (path) => {
  const { port } = await listening(guarded());
  expect((await exchange(port, jsonPost(body).replace('POST /mcp', `POST ${path}`))).status).toBe(401);
});

test('serves its path with a query that it does not look at', async () => {
  const { port } = await listening(guarded());
  const request = jsonPost(body, `X-Api-Key: ${secret}`).replace('POST /mcp', 'POST /mcp?a=b#c');
  expect((await exchange(port, request)).status).toBe(200);
});

test('serves the configured path and nothing at the default one', async () => {
  const { server } = testServer({ path: '/api/tools' });
  const at = async (path: string) =>
    (await server.fetch(new Request(`http://localhost${path}`, { method: 'POST', body, headers: jsonHeaders }))).status;
  expect(await at('/api/tools')).toBe(200);
  expect(await at('/mcp')).toBe(404);
  expect(await at('/api')).toBe(404);
  expect(await at('/api/tools/')).toBe(404);
});

test('serves HTTP/1.0 with a Host', async () => {
  const { port } = await listening(testServer({ clock: systemClock }).server);
  expect((await exchange(port, jsonPost(body).replace('HTTP/1.1', 'HTTP/1.0'))).status).toBe(200);
});

test('leaves an upgrade alone and answers the request', async () => {
  const { port } = await listening(testServer({ clock: systemClock }).server);
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket'];
  expect((await exchange(port, head('GET /mcp HTTP/1.1', 'Host: localhost', ...upgrade))).status).toBe(400);
});
