import { afterEach, expect, jest, test } from '@jest/globals';
import { listening } from '../support/listening.js';
import { toolCall } from '../support/messages.js';
import { headerLines, modernRequest, routing } from '../support/modern-wire.js';
import { exchange, jsonPost } from '../support/raw-http.js';
import { SlowReader } from '../support/slow-reader.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

// Much is sent, which takes seconds on a machine that is busy.
jest.setTimeout(30_000);

const mebibyte = 1024 ** 2;
// The connection itself holds several of them, so only a much larger answer waits in the server.
const size = 16 * mebibyte;

const readers: SlowReader[] = [];

afterEach(() => {
  for (const reader of readers.splice(0)) reader.destroy();
});

/** A server with a tool that answers in one piece, and one that reports before it does. */
async function start() {
  const { server, clock, log } = testServer({ limits: { result: '64mb' } });
  server.tool('large', { description: 'Large' }, () => 'x'.repeat(size));
  server.tool('reports', { description: 'Reports' }, (_input, call) => {
    call.progress(1);
    return 'x'.repeat(size);
  });
  const { port } = await listening(server, clock);
  const { headers } = await exchange(port, jsonPost(initialize()));
  const session = `Mcp-Session-Id: ${headers.get('mcp-session-id')}`;
  const read = async (request: string): Promise<SlowReader> => {
    const reader = await SlowReader.send(port, request);
    readers.push(reader);
    return reader;
  };
  return { clock, log, session, read };
}

const modern = modernRequest('tools/call', { name: 'reports' }, { meta: { progressToken: 1 } });
const close = 'Connection: close';

test.each([
  ['in one piece', 'application/json', (session: string) => jsonPost(toolCall(1, 'large'), session, close)],
  [
    'at the end of a stream',
    'text/event-stream',
    (session: string) => jsonPost(toolCall(1, 'reports', {}, { progressToken: 1 }), session, close),
  ],
  ['on the 2026 wire', 'text/event-stream', () => jsonPost(modern, ...headerLines(routing(modern)), close)],
])('sends the whole of a large answer %s to a client that takes its time', async (_how, type, request) => {
  const { clock, log, session, read } = await start();
  const reader = await read(request(session));
  for (let seconds = 0; !reader.closed; seconds += 15) {
    await clock.advance(15_000);
    await reader.take(3 * mebibyte);
    // Otherwise it would be no test of slowness.
    if (seconds === 30) expect(reader.closed).toBe(false);
  }
  // Never the whole text: what a failed test prints would be as large.
  const { text } = reader;
  expect(text.slice(0, 500)).toContain(`content-type: ${type}`);
  expect(text.length - text.replaceAll('x', '').length).toBeGreaterThanOrEqual(size);
  expect(text.slice(-100)).toContain('}}');
  expect(log.records).toEqual([]);
});

test.each([
  ['in one piece', (session: string) => jsonPost(toolCall(1, 'large'), session)],
  ['at the end of a stream', (session: string) => jsonPost(toolCall(1, 'reports', {}, { progressToken: 1 }), session)],
  ['on the 2026 wire', () => jsonPost(modern, ...headerLines(routing(modern)))],
])('cuts a client that takes a large answer %s and then stops, not before 30 seconds', async (_how, request) => {
  const { clock, session, read } = await start();
  const reader = await read(request(session));
  await reader.take(mebibyte);
  await clock.advance(29_999);
  await reader.take(mebibyte);
  expect(reader.closed).toBe(false);
  await clock.advance(90_000);
  await reader.rest();
  expect(reader.text.length).toBeLessThan(size);
});

test('never cuts a client that reads what it gets, however long the call reports', async () => {
  const { server, clock } = testServer();
  server.tool('long', { description: 'Long', timeout: '1h' }, async (_input, call) => {
    for (let turn = 0; turn < 40; turn++) {
      call.message('info', `${turn} ${'x'.repeat(400_000)}`);
      await new Promise<void>((resolve) => clock.schedule(5_000, resolve));
    }
    return 'done';
  });
  const { port } = await listening(server, clock);
  const { headers } = await exchange(port, jsonPost(initialize()));
  const session = `Mcp-Session-Id: ${headers.get('mcp-session-id')}`;
  const reader = await SlowReader.send(port, jsonPost(toolCall(1, 'long'), session, close));
  readers.push(reader);
  const read = reader.rest();
  for (let turn = 0; turn < 40; turn++) await clock.advance(5_000);
  await read;
  expect(reader.text.match(/"data":"\d+ x/g)?.length).toBe(40);
  expect(reader.text.slice(-500)).toContain('"text":"done"');
});
