import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { messagesOf } from '../support/messages.js';
import { exchange, head, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

async function statusOf(origin: string, options: Partial<ServerOptions> = {}): Promise<number> {
  return (await post(testServer(options).server, initialize(), { origin })).status;
}

test.each([
  'http://evil.example',
  'https://evil.example',
  'null',
  'NULL',
  '',
  'http://localhost.evil',
  'http://localhost.evil.example',
  'http://evil.localhost',
  'http://localhost:3000',
  'http://127.0.0.1',
  'localhost',
  '//localhost',
  'file://',
  'http://',
  'http://localhost@evil.example',
  'http://evil.example#localhost',
  'http://evil.example/http://localhost',
  'http://localhost, http://evil.example',
  '*',
])('refuses the Origin %j on localhost', async (origin) => {
  expect(await statusOf(origin)).toBe(403);
});

test('serves a request without Origin and one with its own', async () => {
  expect((await post(testServer().server, initialize())).status).toBe(200);
  expect(await statusOf('http://localhost')).toBe(200);
});

test.each([
  'https://app.example.com.evil',
  'https://evil.app.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com/',
  'https://APP.example.com',
  'app.example.com',
  'null',
])('refuses the Origin %s where https://app.example.com is allowed', async (origin) => {
  const options = { allowedOrigins: ['https://app.example.com'] };
  expect(await statusOf(origin, options)).toBe(403);
  expect(await statusOf('https://app.example.com', options)).toBe(200);
});

test('allows the origin of publicUrl', async () => {
  const { server } = testServer({ publicUrl: 'https://mcp.example.com/mcp', allowedHosts: ['localhost'] });
  expect((await post(server, initialize(), { origin: 'https://mcp.example.com' })).status).toBe(200);
  expect((await post(server, initialize(), { origin: 'http://mcp.example.com' })).status).toBe(403);
});

test.each(['null', 'https://app.example.com/path', 'app.example.com', '*', 'https://*.example.com', ''])(
  'does not start with the allowed origin %j',
  async (origin) => {
    const { server } = testServer({ allowedOrigins: [origin] });
    await expect(server.start()).rejects.toThrow(`allowedOrigins has "${origin}"`);
  },
);

test.each(['GET', 'POST', 'DELETE', 'OPTIONS', 'PUT'])('refuses a foreign Origin on %s', async (method) => {
  const { server } = testServer();
  const { session } = await openWire(server);
  const headers = { origin: 'http://evil.example', 'mcp-session-id': session };
  const response = await server.fetch(new Request('http://localhost/mcp', { method, headers }));
  expect(response.status).toBe(403);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('refuses a foreign Origin on paths that do not exist and before any credential is looked at', async () => {
  let asked = 0;
  const { server } = testServer();
  server.use({ name: 'counting', admit: () => void asked++ });
  const request = new Request('http://localhost/nowhere', { headers: { origin: 'http://evil.example' } });
  expect((await server.fetch(request)).status).toBe(403);
  expect(asked).toBe(0);
});

test('says what to set, to no id', async () => {
  const response = await post(testServer().server, initialize(), { origin: 'http://evil.example' });
  const [message] = await messagesOf(response);
  expect(message).toMatchObject({ error: { code: 40300, message: expect.stringContaining('allowedOrigins') } });
  expect(message).not.toHaveProperty('id');
});

test('compares the Origin with the Host of the socket, port and all', async () => {
  const { server } = testServer({ clock: systemClock });
  const { port } = await listening(server);
  const status = async (host: string, ...origins: string[]) => {
    const lines = origins.map((origin) => `Origin: ${origin}`);
    const request = jsonPost(initialize(), ...lines).replace('Host: localhost', `Host: ${host}`);
    return (await exchange(port, request)).status;
  };
  expect(await status(`localhost:${port}`, `http://localhost:${port}`)).toBe(200);
  expect(await status(`LOCALHOST:${port}`, `http://localhost:${port}`)).toBe(200);
  expect(await status(`localhost:${port}`, `http://127.0.0.1:${port}`)).toBe(403);
  expect(await status(`localhost:${port}`, `http://localhost:${port + 1}`)).toBe(403);
  expect(await status(`localhost:${port}`, 'http://localhost')).toBe(403);
  expect(await status('localhost', 'http://localhost', 'http://evil.example')).toBe(400);
});

test('refuses a page that rebinds its name to this machine', async () => {
  const { server } = testServer({ clock: systemClock });
  const { port } = await listening(server);
  const own = head('POST /mcp HTTP/1.1', 'Host: evil.example', 'Origin: http://evil.example', 'Content-Length: 0');
  expect((await exchange(port, own)).status).toBe(403);
});
