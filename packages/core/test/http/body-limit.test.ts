import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { toolCall, verdict } from '../support/messages.js';
import { exchange, head, jsonHead, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

const limit = 4_096;
const start = head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, 'Transfer-Encoding: chunked');
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** An `initialize` of exactly so many bytes; blanks fill it up. */
function sized(bytes: number, text = JSON.stringify(initialize())): string {
  return text + ' '.repeat(bytes - Buffer.byteLength(text));
}

function limited() {
  return testServer({ limits: { body: limit }, clock: systemClock }).server;
}

test.each([
  [limit - 1, 200],
  [limit, 200],
  [limit + 1, 413],
])(
  'answers a body of %d bytes with %d under a limit of 4,096, with Content-Length and in chunks',
  async (size, status) => {
    const { port } = await listening(limited());
    const body = sized(size);
    expect((await exchange(port, jsonPost(body))).status).toBe(status);
    const halves = chunk(body.slice(0, 100)) + chunk(body.slice(100));
    expect((await exchange(port, start, halves, '0\r\n\r\n')).status).toBe(status);
    expect((await post(limited(), body)).status).toBe(status);
  },
);

test('counts bytes, not characters', async () => {
  const body = JSON.stringify({ ...initialize(), params: { ...initialize().params, note: 'é'.repeat(limit / 2) } });
  expect(body.length).toBeLessThan(limit);
  expect((await post(limited(), body)).status).toBe(413);
});

test('has a limit of 1 MiB unless told otherwise', async () => {
  const { server } = testServer();
  expect((await post(server, sized(1024 * 1024))).status).toBe(200);
  expect((await post(server, sized(1024 * 1024 + 1))).status).toBe(413);
});

test('says how large a body may be', async () => {
  const response = await post(limited(), sized(limit + 1));
  expect(await response.json()).toMatchObject({
    error: { code: 41300, message: 'The body is larger than 4096 bytes.', data: { details: { limit } } },
  });
});

test('refuses an announced length over the limit before a byte of the body has come', async () => {
  const { port } = await listening(limited());
  const connection = new RawConnection(port);
  connection.write(head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, 'Content-Length: 1000000000'));
  const response = await connection.response();
  expect(response.status).toBe(413);
  expect(response.headers.get('connection')).toBe('close');
  await connection.closed();
});

test('ends an endless chunked body soon after the limit', async () => {
  const { port } = await listening(limited());
  const connection = new RawConnection(port).write(start);
  connection.write(chunk('x'.repeat(limit))).write(chunk('x'));
  expect((await connection.response()).status).toBe(413);
  await connection.closed();
  expect(connection.socket.bytesWritten).toBeLessThan(limit + 1_024);
});

test('takes the body that was announced, and refuses what goes on after it', async () => {
  const { port } = await listening(limited());
  const connection = new RawConnection(port).write(`${jsonPost(initialize())}${'x'.repeat(100)}`);
  expect((await connection.response()).status).toBe(200);
  await connection.closed();
});

test('answers nothing to a client that ends before the length it announced, and serves the next', async () => {
  const { port } = await listening(limited());
  const body = JSON.stringify(initialize());
  const connection = new RawConnection(port);
  connection.write(head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, 'Content-Length: 1000') + body);
  connection.socket.end();
  await connection.closed();
  expect((await exchange(port, jsonPost(body))).status).toBe(200);
});

test('gives a body 30 seconds to arrive', async () => {
  const { server, clock } = testServer();
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port);
  connection.write(head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, 'Content-Length: 1000')).write('{');
  let status = 0;
  const answered = connection.response().then((response) => {
    status = response.status;
  });
  // The bytes are on their way through a real socket, so time moves on until they have been read and waited for.
  while (status === 0) await clock.advance(1_000);
  await answered;
  expect(status).toBe(408);
  connection.destroy();
});

test('refuses 100 MB without credentials without reading them', async () => {
  const { server } = testServer({ clock: systemClock, failedAttempts: false });
  const { port } = await listening(server.use(apiKey({ keys: { ada: { secret: 'a-secret-of-length' } } })));
  const connection = new RawConnection(port);
  connection.write(head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, `Content-Length: ${100 * 1024 ** 2}`));
  connection.write('x'.repeat(64 * 1024));
  expect((await connection.response()).status).toBe(401);
  await connection.closed();
});

test('takes the next request on a connection after refusing a small body unread', async () => {
  const { server } = testServer({ clock: systemClock, failedAttempts: false });
  const { port } = await listening(server.use(apiKey({ keys: { ada: { secret: 'a-secret-of-length' } } })));
  const connection = new RawConnection(port).write(jsonPost(initialize()));
  expect((await connection.response()).status).toBe(401);
  connection.write(jsonPost(initialize(), 'X-Api-Key: a-secret-of-length'));
  expect((await connection.response()).status).toBe(200);
  connection.destroy();
});

test('takes a body that comes a byte at a time', async () => {
  const { port } = await listening(limited());
  const connection = new RawConnection(port);
  connection.socket.setNoDelay(true);
  for (const byte of jsonPost(initialize())) connection.write(byte);
  expect((await connection.response()).status).toBe(200);
  connection.destroy();
});

test('refuses an oversized call in a session and goes on with it', async () => {
  const wire = await openWire(limited());
  expect(await verdict(await wire.post(toolCall(1, 'echo', { text: 'x'.repeat(limit) })))).toEqual([413, 41300]);
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
});
