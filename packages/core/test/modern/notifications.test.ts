import { expect, test } from '@jest/globals';
import { type Message, ToolgateError } from '@toolgate/core';
import { leastMeta, versionKey } from '../protocol/modern/modern-messages.js';
import { heldTool } from '../support/held-tool.js';
import { cancelled } from '../support/messages.js';
import { modernRequest, modernWire } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { post } from '../support/wire.js';

const note = (params: object = {}, method = 'notifications/cancelled') => ({ jsonrpc: '2.0', method, params });
const modern = { 'mcp-protocol-version': '2026-07-28' };

test.each<[string, object, Record<string, string>]>([
  ['with an envelope and no headers', note({ requestId: 1, _meta: leastMeta }), {}],
  ['with a header and no envelope', note({ requestId: 1 }), modern],
  ['with both', note({ requestId: 1, _meta: leastMeta }), { ...modern, 'mcp-method': 'notifications/cancelled' }],
  ['that nobody knows', note({ _meta: leastMeta }, 'notifications/nobody'), modern],
  ['without params', { jsonrpc: '2.0', method: 'notifications/cancelled' }, modern],
  ['that names no request', note({ requestId: {}, _meta: leastMeta }), modern],
])('a notification %s is taken: 202 and no body', async (_what, body, headers) => {
  const { server } = testServer();
  const response = await post(server, body, headers);
  expect([response.status, await response.text(), response.headers.get('mcp-session-id')]).toEqual([202, '', null]);
});

test.each<[string, object, Record<string, string>, number]>([
  ['a version that is not served', note({ _meta: { [versionKey]: '2099-01-01' } }), {}, -32022],
  ['such a version in the header', note(), { 'mcp-protocol-version': '2099-01-01' }, -32022],
  ['a version that is no text', note({ _meta: { [versionKey]: 1 } }), {}, -32602],
  ['another version in the header', note({ _meta: leastMeta }), { 'mcp-protocol-version': '2025-11-25' }, -32020],
  ['another method in the header', note({ _meta: leastMeta }), { 'mcp-method': 'ping' }, -32020],
])('a notification with %s is refused, in JSON without an id', async (_what, body, headers, code) => {
  const { server } = testServer();
  const response = await post(server, body, headers);
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json']);
  expect(await response.json()).toEqual({ jsonrpc: '2.0', error: expect.objectContaining({ code }) });
});

test('plugins see a notification as what it is, and can refuse it', async () => {
  const { server } = testServer();
  const seen: Message[] = [];
  const receive = (message: Message): void => {
    seen.push(message);
    if (message.method === 'notifications/odd') throw new ToolgateError('FORBIDDEN', 'Not that.');
  };
  server.use({ name: 'watch', receive });
  await post(server, note({ requestId: 1, _meta: leastMeta }));
  const response = await post(server, note({ _meta: leastMeta }, 'notifications/odd'));
  expect([response.status, await response.json()]).toEqual([403, { jsonrpc: '2.0', error: expect.anything() }]);
  expect(seen).toMatchObject([
    { method: 'notifications/cancelled', id: undefined, era: '2026' },
    { method: 'notifications/odd', era: '2026' },
  ]);
});

test('over HTTP no notification ends the request of another connection', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const reply = modernWire(server).call('hold', {}, {}, { id: 5 });
  const { call, release } = await calls.next();
  await post(server, cancelled(5), modern);
  await post(server, note({ requestId: 5, _meta: leastMeta }));
  expect(call.signal.aborted).toBe(false);
  release('answered');
  expect(await reply).toMatchObject({ status: 200, result: { content: [{ text: 'answered' }] } });
});

test.each([5, 0, '', '5'])('over stdio the request %j is cancelled and never answered', async (id) => {
  const { server } = testServer();
  const calls = heldTool(server);
  const pipe = new StdioPipe(server);
  pipe.send(modernRequest('tools/call', { name: 'hold' }, { id, meta: { progressToken: 1 } }));
  const { call, release } = await calls.next();
  // An id of the other type is another id.
  pipe.send(cancelled(typeof id === 'number' ? String(id) : 5));
  await pipe.send(modernRequest('tools/list', {}, { id: 'list' })).next();
  expect(call.signal.aborted).toBe(false);
  pipe.send(note({ requestId: id, _meta: leastMeta }));
  const answer = pipe.send(modernRequest('tools/call', { name: 'echo' }, { id: 'next' })).next();
  expect(await answer).toMatchObject({ id: 'next' });
  expect(call.signal.aborted).toBe(true);
  call.progress(1);
  release('too late');
  pipe.input.end();
  await pipe.done;
  expect(pipe.received.size).toBe(0);
});

test('over stdio a notification that is refused is dropped', async () => {
  const { server } = testServer();
  const pipe = new StdioPipe(server);
  pipe.send(note({ _meta: { [versionKey]: '2099-01-01' } }));
  expect(await pipe.send(modernRequest('tools/list')).next()).toMatchObject({ id: 1, result: {} });
});
