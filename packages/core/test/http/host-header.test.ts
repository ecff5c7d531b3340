import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { exchange, head, jsonHead, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders } from '../support/wire.js';

const body = JSON.stringify(initialize());
const length = `Content-Length: ${body.length}`;

/** Status of an `initialize` whose head has exactly these lines besides its own. */
async function statusOf(hosts: readonly string[], options: Partial<ServerOptions> = {}, requestLine?: string) {
  const { server } = testServer({ ...options, clock: systemClock });
  const { port } = await listening(server);
  const lines = hosts.map((host) => host.replace('PORT', String(port)));
  const line = requestLine ?? 'POST /mcp HTTP/1.1';
  return (await exchange(port, head(line, ...lines, ...jsonHead, length) + body)).status;
}

test.each([
  'localhost',
  'localhost:PORT',
  'localhost:1',
  'LOCALHOST',
  'LocalHost.:PORT',
  'localhost.',
  '127.0.0.1',
  '127.0.0.1:PORT',
  '[::1]',
  '[::1]:PORT',
])('serves the Host %s on a loopback bind', async (host) => {
  expect(await statusOf([`Host: ${host}`])).toBe(200);
});

test.each([
  'evil.example',
  'evil.example:PORT',
  'localhost:65536',
  'localhost:99999',
  'localhost.evil',
  'localhost.evil.example',
  'evil-localhost',
  'localhost@evil.example',
  'localhost:PORT@evil.example',
  'localhost#evil',
  'localhost/evil',
  'localhost, evil.example',
  'localhost evil',
  'localhost..',
  'localhost:',
  'localhost:abc',
  'localhost:123456',
  '0.0.0.0',
  '127.0.0.1.evil.example',
  '2130706433',
  '0x7f000001',
  '::1',
  '[::1',
  '[::ffff:127.0.0.1]',
  '[::2]',
  'xn--localhost',
  '"localhost"',
  '',
])('refuses the Host %j', async (host) => {
  const status = await statusOf([`Host: ${host}`]);
  // Node answers a Host it cannot read by itself.
  expect([400, 403]).toContain(status);
});

test('refuses a request without Host, in HTTP/1.1 and in HTTP/1.0', async () => {
  expect(await statusOf([])).toBe(400);
  expect(await statusOf([], {}, 'POST /mcp HTTP/1.0')).toBe(403);
});

test.each([
  ['a foreign one second', ['Host: localhost', 'Host: evil.example']],
  ['a foreign one first', ['Host: evil.example', 'Host: localhost']],
  ['the same twice', ['Host: localhost', 'hOST: localhost']],
])('refuses two Hosts: %s', async (_what, hosts) => {
  expect(await statusOf(hosts)).toBe(400);
});

test('believes the Host header, not X-Forwarded-Host', async () => {
  expect(await statusOf(['Host: evil.example', 'X-Forwarded-Host: localhost'])).toBe(403);
  expect(await statusOf(['Host: localhost', 'X-Forwarded-Host: evil.example'])).toBe(200);
});

test('goes by the host in the request line where there is one, whatever the Host header says', async () => {
  expect(await statusOf(['Host: localhost'], {}, 'POST http://evil.example/mcp HTTP/1.1')).not.toBe(200);
  expect(await statusOf(['Host: evil.example'], {}, 'POST http://evil.example/mcp HTTP/1.1')).not.toBe(200);
});

test('serves the configured hosts beside loopback names, in any case and with any port', async () => {
  const options = { allowedHosts: ['MCP.example.com'], publicUrl: 'https://tools.example.com/mcp' };
  expect(await statusOf(['Host: mcp.example.com'], options)).toBe(200);
  expect(await statusOf(['Host: Mcp.Example.com.:8080'], options)).toBe(200);
  expect(await statusOf(['Host: tools.example.com'], options)).toBe(200);
  expect(await statusOf(['Host: localhost'], options)).toBe(200);
  expect(await statusOf(['Host: other.example.com'], options)).toBe(403);
  expect(await statusOf(['Host: example.com'], options)).toBe(403);
});

test('holds a configured host to its port', async () => {
  const options = { allowedHosts: ['mcp.example.com:8443'] };
  expect(await statusOf(['Host: mcp.example.com:8443'], options)).toBe(200);
  expect(await statusOf(['Host: mcp.example.com:8444'], options)).toBe(403);
  expect(await statusOf(['Host: mcp.example.com'], options)).toBe(403);
});

test('checks the Host before the path, the method and the body', async () => {
  const { server } = testServer({ clock: systemClock });
  const { port } = await listening(server);
  const foreign = 'Host: evil.example';
  expect((await exchange(port, head('GET / HTTP/1.1', foreign))).status).toBe(403);
  expect((await exchange(port, head('DELETE /mcp HTTP/1.1', foreign))).status).toBe(403);
  expect((await exchange(port, head('POST /mcp HTTP/1.1', foreign, 'Content-Length: 5'), 'hello')).status).toBe(403);
});

test('refuses a foreign Host as often as it comes, and says what to set', async () => {
  const { server } = testServer({ clock: systemClock });
  const { port } = await listening(server);
  const request = jsonPost(initialize()).replace('Host: localhost', 'Host: evil.example');
  for (let round = 0; round < 3; round++) {
    const response = await exchange(port, request);
    expect(response.status).toBe(403);
    expect(response.body).toContain('allowedHosts');
  }
});

test('checks the Host of server.fetch against what is configured, and nothing where nothing is', async () => {
  const fetched = async (host: string, options: Partial<ServerOptions> = {}) => {
    const request = new Request(`http://${host}/mcp`, { method: 'POST', body, headers: jsonHeaders });
    return (await testServer(options).server.fetch(request)).status;
  };
  expect(await fetched('any.example')).toBe(200);
  expect(await fetched('any.example', { allowedHosts: ['mcp.example.com'] })).toBe(403);
  expect(await fetched('mcp.example.com', { allowedHosts: ['mcp.example.com'] })).toBe(200);
  expect(await fetched('mcp.example.com', { publicUrl: 'https://mcp.example.com' })).toBe(200);
});

test.each(['', '*', '*.example.com', 'https://mcp.example.com', 'mcp.example.com/mcp', 'mcp.example.com:port', 'a b'])(
  'does not start with the allowed host %j, which no request could have',
  async (host) => {
    const { server } = testServer({ allowedHosts: [host] });
    await expect(server.start()).rejects.toThrow(`allowedHosts has "${host}"`);
  },
);
