import { afterEach, expect, jest, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { ping, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { headerLines, modernRequest, routing } from '../support/modern-wire.js';
import { exchange, head, jsonPost } from '../support/raw-http.js';
import { SlowReader } from '../support/slow-reader.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

// Much is sent, which takes seconds on a machine that is busy.
jest.setTimeout(30_000);

const mebibyte = 1024 ** 2;
/** What two sockets on one machine hold between them, which is no memory of ours. */
const inSockets = 9 * mebibyte;
const uri = `test://${'x'.repeat(8_000)}`;

const readers: SlowReader[] = [];

afterEach(() => {
  for (const reader of readers.splice(0)) reader.destroy();
});

/** A server with a tool that floods its client, and a resource with a long name. */
async function start() {
  const { server, clock } = testServer({ limits: { inFlightPerCaller: 100 } });
  const calls = heldTool(server);
  server.tool('flood', { description: 'Floods' }, (_input, call) => {
    flood(call, 16);
    return `the answer ${'y'.repeat(100_000)}`;
  });
  server.resource('named', { uri, description: 'Named' }, () => 'x');
  const { port } = await listening(server, clock);
  const session = await newSession(port);
  const read = async (request: string): Promise<SlowReader> => {
    const reader = await SlowReader.send(port, request);
    readers.push(reader);
    return reader;
  };
  return { server, clock, calls, port, session, read };
}

function flood(call: Call, megabytes: number): void {
  const data = 'x'.repeat(mebibyte / 2);
  for (let sent = 0; sent < megabytes * 2; sent++) call.message('info', data);
}

async function newSession(port: number): Promise<string> {
  return `Mcp-Session-Id: ${(await exchange(port, jsonPost(initialize()))).headers.get('mcp-session-id')}`;
}

const get = (session: string) => head('GET /mcp HTTP/1.1', 'Host: localhost', 'Accept: text/event-stream', session);
const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri } };
const level = { 'io.modelcontextprotocol/logLevel': 'info' };
const listen = modernRequest('subscriptions/listen', { notifications: { resourceSubscriptions: [uri] } });
const close = 'Connection: close';

function modernCall(name: string): string {
  const message = modernRequest('tools/call', { name }, { meta: level });
  return jsonPost(message, ...headerLines(routing(message)), close);
}

test.each([
  ['2025', (session: string) => jsonPost(toolCall(1, 'flood'), session, close)],
  ['2026', () => modernCall('flood')],
])('drops what a call of the %s wire tells a client that does not read, never its answer', async (_era, request) => {
  const { session, read } = await start();
  const reader = await read(request(session));
  await reader.rest();
  expect(reader.text.length).toBeLessThan(inSockets + 2 * mebibyte);
  expect(reader.text.length).toBeGreaterThan(mebibyte);
  expect(reader.text.slice(-110_000)).toContain('the answer yyy');
  expect(reader.text.slice(-5)).toBe('0\r\n\r\n');
});

/** Opens a stream of a client that hears of the resource. */
const streams: [string, (session: string) => string][] = [
  ['of a session', get],
  ['of subscriptions/listen', () => jsonPost(listen, ...headerLines(routing(listen)))],
];

test.each(streams)('cuts the stream %s when more than 1 MiB waits for its client', async (_whose, request) => {
  const { server, clock, port, session, read } = await start();
  await exchange(port, jsonPost(subscribe, session));
  const reader = await read(request(session));
  for (let sent = 0; sent < 5_000; sent++) server.notify.resourceUpdated(uri);
  await clock.advance(0);
  await reader.rest();
  expect(reader.text.length).toBeLessThan(inSockets + 2 * mebibyte);
  // All the other callers, and the session itself, go on.
  expect((await exchange(port, jsonPost(ping(2), session))).status).toBe(200);
  expect((await read(request(session))).closed).toBe(false);
});

test.each([
  ['2025', 29_999, true],
  ['2025', 31_500, false],
  ['2026', 29_999, true],
  ['2026', 31_500, false],
])('gives a client of the %s wire that takes nothing for %d ms its answer: %s', async (era, ms, answered) => {
  const { clock, session, calls, read } = await start();
  const reading = read(era === '2025' ? jsonPost(toolCall(1, 'hold'), session, close) : modernCall('hold'));
  const { call, release } = await calls.next();
  call.message('info', 'opens the stream');
  // Just before it is looked at for the first time.
  await clock.advance(14_000);
  // In turns, for what the sockets take in between makes room again.
  for (let turn = 0; turn < 6; turn++) {
    flood(call, 4);
    await clock.advance(0);
  }
  const reader = await reading;
  await clock.advance(ms);
  // A client of the 2026 wire that is cut has left.
  expect(call.signal.aborted).toBe(!answered && era === '2026');
  release('the answer');
  await clock.advance(0);
  await reader.rest();
  expect(reader.text.slice(-500).includes('the answer')).toBe(answered);
});

test('cuts a stream of subscriptions/listen that nobody reads, though little waits', async () => {
  const { server, clock } = await start();
  const response = await modernPost(server, 'subscriptions/listen', listen.params);
  server.notify.resourceUpdated(uri);
  await clock.advance(60_000);
  await expect(response.text()).rejects.toThrow('cut the connection');
});

test('keeps the memory that 50 clients take who do not read within bounds, and serves the others', async () => {
  const { port, session, read } = await start();
  const before = process.memoryUsage().rss;
  const sessions = await Promise.all(Array.from({ length: 25 }, () => newSession(port)));
  await Promise.all([
    ...sessions.map((own) => read(jsonPost(toolCall(1, 'flood'), own))),
    ...sessions.map(() => read(modernCall('flood'))),
  ]);
  // 50 times 1 MiB and what the last message brings; without the bound it would be 500 MiB.
  expect((process.memoryUsage().rss - before) / mebibyte).toBeLessThan(200);
  expect((await exchange(port, jsonPost(ping(2), session))).status).toBe(200);
});
