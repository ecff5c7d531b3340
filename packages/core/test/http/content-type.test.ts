import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { verdict } from '../support/messages.js';
import { exchange, head } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

test.each([
  'application/json',
  'APPLICATION/JSON',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/json ; charset = "utf-8"',
])('takes a body of type %s', async (type) => {
  expect((await post(testServer().server, initialize(), { 'content-type': type })).status).toBe(200);
});

test.each([
  'text/plain',
  'text/plain; application/json',
  'text/json',
  'application/jsonp',
  'application/json-rpc',
  'application/ld+json',
  'application/jsonapplication/json',
  'xapplication/json',
  'application/json, text/plain',
  'text/plain, application/json',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
  'application/json; charset=utf-8; charset=utf-16',
  'application/json; boundary=x',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  '*/*',
  '',
])('refuses a body of type %j with 415', async (type) => {
  const response = await post(testServer().server, initialize(), { 'content-type': type });
  expect(await verdict(response)).toEqual([415, 41500]);
});

test('refuses a body without a type', async () => {
  const body = Buffer.from(JSON.stringify(initialize()));
  const request = new Request('http://localhost/mcp', { method: 'POST', body });
  expect((await testServer().server.fetch(request)).status).toBe(415);
});

test('refuses two types', async () => {
  const { server } = testServer({ clock: systemClock });
  const { port } = await listening(server);
  const body = JSON.stringify(initialize());
  const types = ['Content-Type: application/json', 'Content-Type: text/plain'];
  const request = head('POST /mcp HTTP/1.1', 'Host: localhost', ...types, `Content-Length: ${body.length}`) + body;
  expect((await exchange(port, request)).status).toBe(400);
});

test.each(['gzip', 'br', 'deflate', 'zstd', 'GZIP', 'identity, gzip', 'x'])(
  'refuses the Content-Encoding %s',
  async (encoding) => {
    const response = await post(testServer().server, initialize(), { 'content-encoding': encoding });
    expect(await verdict(response)).toEqual([415, 41500]);
  },
);

test('takes the Content-Encoding identity', async () => {
  expect((await post(testServer().server, initialize(), { 'content-encoding': 'identity' })).status).toBe(200);
});

test('inflates nothing: a gzip bomb is refused for its encoding, and for its bytes without one', async () => {
  const { server } = testServer();
  const body = gzipSync(Buffer.alloc(8 * 1024 ** 2));
  const send = (headers: Record<string, string>) =>
    server.fetch(
      new Request('http://localhost/mcp', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
  expect((await send({ 'content-encoding': 'gzip' })).status).toBe(415);
  expect((await send({})).status).toBe(400);
});

test('refuses a wrong type before it reads the body', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1_024));
    },
  });
  const headers = { 'content-type': 'text/plain' };
  const request = new Request('http://localhost/mcp', { method: 'POST', body: endless, headers, duplex: 'half' });
  expect((await testServer().server.fetch(request)).status).toBe(415);
  // What fills the stream's own queue is not ours.
  expect(pulled).toBeLessThanOrEqual(2);
});
