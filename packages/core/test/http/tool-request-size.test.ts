import { expect, test } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { systemClock } from '../../src/clock.js';
import { tokenAuth } from '../identity/token-auth.js';
import { listening } from '../support/listening.js';
import { toolCall, verdict } from '../support/messages.js';
import { headerLines, type ModernMessage, modernRequest, replyOf, routing } from '../support/modern-wire.js';
import { exchange, head, jsonHead, jsonPost, RawConnection } from '../support/raw-http.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { jsonHeaders, openWire, post } from '../support/wire.js';

const body = 4_096;
const large = 16_384;
const small = 1_024;

/** A server that takes 4 KiB, a tool that takes 16 KiB and one that takes 1 KiB. */
function sizedServer() {
  const { server } = testServer({ limits: { body }, clock: systemClock });
  server.tool('large', { description: 'Takes much', maxRequestSize: large }, () => 'large');
  server.tool('small', { description: 'Takes little', maxRequestSize: '1kb' }, () => 'small');
  return server;
}

/** A call of exactly so many bytes; a text fills it up. */
const filled = (bytes: number, message: (text: string) => object): string => {
  const room = bytes - Buffer.byteLength(JSON.stringify(message('')));
  return JSON.stringify(message('x'.repeat(room)));
};
const legacy = (name: string, bytes: number) => filled(bytes, (text) => toolCall(1, name, { text }));
const modernCall = (name: string) => (text: string) => modernRequest('tools/call', { name, arguments: { text } });
const modern = (name: string, bytes: number) => filled(bytes, modernCall(name));
const headersOf = (name: string) => routing(modernRequest('tools/call', { name }));

const sizes: [string, number, number | undefined][] = [
  ['large', large, undefined],
  ['large', large + 1, 41300],
  ['echo', body, undefined],
  ['echo', body + 1, 41300],
  ['small', small, undefined],
  ['small', small + 1, 41300],
];

test.each(sizes)('takes a call of %s of %d bytes with %s in a session', async (name, bytes, code) => {
  const wire = await openWire(sizedServer());
  expect(await verdict(await wire.post(legacy(name, bytes)))).toEqual([code === undefined ? 200 : 413, code]);
});

test.each(sizes)('takes a call of %s of %d bytes with %s on the 2026 wire', async (name, bytes, code) => {
  const response = await post(sizedServer(), modern(name, bytes), headersOf(name));
  expect(await verdict(response)).toEqual([code === undefined ? 200 : 413, code]);
});

test.each(sizes)('takes a call of %s of %d bytes with %s on stdio', async (name, bytes, code) => {
  for (const line of [legacy(name, bytes), modern(name, bytes)]) {
    const pipe = await new StdioPipe(sizedServer()).initialized();
    const { id, error } = await pipe.send(line).next();
    expect(error?.code).toBe(code);
    // A line beyond all limits is not kept, so nobody knows its id.
    expect(id).toBe(bytes > large ? undefined : 1);
  }
});

test('holds every other message to the limit of the server, on every transport', async () => {
  const server = sizedServer();
  const wire = await openWire(server);
  const notification = { jsonrpc: '2.0', method: 'notifications/progress' };
  const others = [
    (text: string) => ({ jsonrpc: '2.0', id: 1, method: 'ping', params: { text } }),
    (text: string) => ({ ...notification, params: { text } }),
    (text: string) => ({ jsonrpc: '2.0', id: 1, result: { text } }),
    (text: string) => [toolCall(1, 'large', { text })],
  ];
  for (const other of others) {
    expect(await verdict(await wire.post(filled(body + 1, other)))).toEqual([413, 41300]);
  }
  const list = (text: string) => modernRequest('tools/list', { text });
  expect(await verdict(await post(server, filled(body + 1, list), routing(modernRequest('tools/list'))))).toEqual([
    413, 41300,
  ]);
  const pipe = await new StdioPipe(server).initialized('2025-03-26');
  for (const other of others) pipe.send(filled(body + 1, other));
  // What is no request is dropped.
  expect(await pipe.next()).toMatchObject({ id: 1, error: { code: 41300 } });
  expect(await pipe.next()).toMatchObject({ error: { code: 41300 } });
  expect(await pipe.send(filled(body, others[0] ?? list)).next()).toMatchObject({ id: 1, result: {} });
});

/** Whether a 2026-07-28 request is refused for its announced size alone, before a byte of its body. */
async function refusedEarly(server: Pick<Server, 'listen' | 'close'>, message: ModernMessage, ...more: string[]) {
  const { port } = await listening(server);
  const connection = new RawConnection(port);
  const lines = [...jsonHead, ...headerLines(routing(message)), ...more, `Content-Length: ${body + 1}`];
  connection.write(head('POST /mcp HTTP/1.1', 'Host: localhost', ...lines));
  const first = await Promise.race([connection.response(), exchange(port, jsonPost({})).then(() => undefined)]);
  connection.destroy();
  return first?.status === 413;
}

const named = (name: string) => modernRequest('tools/call', { name });

test('goes by Mcp-Name before a byte of the body has come', async () => {
  expect(await refusedEarly(sizedServer(), named('large'))).toBe(false);
  expect(await refusedEarly(sizedServer(), named('echo'))).toBe(true);
  expect(await refusedEarly(sizedServer(), named('small'))).toBe(true);
  expect(await refusedEarly(sizedServer(), named('nothing'))).toBe(true);
  expect(await refusedEarly(sizedServer(), modernRequest('prompts/get', { name: 'large' }))).toBe(true);
  expect(await refusedEarly(sizedServer(), named('=?base64?bGFyZ2U=?='))).toBe(false);
});

test('takes no more for a tool that is disabled, or that the caller may not call', async () => {
  const disabled = sizedServer();
  disabled.tools.disable('large');
  expect(await refusedEarly(disabled, named('large'))).toBe(true);
  const guarded = sizedServer().use(tokenAuth({ ada: [] }));
  guarded.tool('closed', { description: 'Closed', maxRequestSize: large, permissions: 'x' }, () => 'x');
  expect(await refusedEarly(guarded, named('closed'), 'Authorization: Bearer ada')).toBe(true);
});

test('does not take much for one tool because the header names another', async () => {
  const response = await post(sizedServer(), modern('echo', body + 1), headersOf('large'));
  expect((await replyOf(response)).error?.code).toBe(-32020);
  const listed = filled(body + 1, (text) => modernRequest('tools/list', { text }));
  expect(await verdict(await post(sizedServer(), listed, headersOf('large')))).toEqual([413, 41300]);
});

test('takes as much in chunks and over fetch as with a length', async () => {
  const server = sizedServer();
  const { port } = await listening(server);
  const start = head(
    'POST /mcp HTTP/1.1',
    'Host: localhost',
    ...jsonHead,
    ...headerLines(headersOf('large')),
    'Transfer-Encoding: chunked',
  );
  const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  for (const [bytes, status] of [
    [large, 200],
    [large + 1, 413],
  ] as const) {
    expect((await exchange(port, start, chunked(modern('large', bytes)))).status).toBe(status);
    const stream = new Blob([modern('large', bytes)]).stream();
    const headers = { ...jsonHeaders, ...headersOf('large') };
    const request = new Request('http://localhost/mcp', { method: 'POST', body: stream, headers, duplex: 'half' });
    expect((await server.fetch(request)).status).toBe(status);
  }
});

test('takes what a tool needs that was added while the server runs, on an open stdio too', async () => {
  const server = testServer({ limits: { body } }).server;
  const pipe = await new StdioPipe(server).initialized();
  expect((await pipe.send(legacy('large', large)).next()).error?.code).toBe(41300);
  server.tool('large', { description: 'Takes much', maxRequestSize: large }, () => 'large');
  expect((await pipe.next()).method).toBe('notifications/tools/list_changed');
  expect(await pipe.send(legacy('large', large)).next()).toMatchObject({ id: 1, result: {} });
});
