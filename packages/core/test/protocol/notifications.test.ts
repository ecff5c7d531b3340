import { expect, test } from '@jest/globals';
import { ToolgateError } from '@toolgate/core';
import { messagesOf, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const notification = (method: string, params?: unknown) => ({ jsonrpc: '2.0', method, params });

test.each([
  ['initialized', notification('notifications/initialized')],
  ['an unknown one', notification('notifications/no/such', { a: 1 })],
  ['one of a name that is a method', notification('ping')],
  ['one of the name initialize', notification('initialize', {})],
  ['a cancellation without params', notification('notifications/cancelled')],
  ['progress', notification('notifications/progress', { progressToken: 1, progress: 1 })],
  ['a response to nothing', { jsonrpc: '2.0', id: 99, result: {} }],
  ['an error response', { jsonrpc: '2.0', id: 'x', error: { code: -1, message: 'no' } }],
  ['an error response without id', { jsonrpc: '2.0', error: { code: -32700, message: 'no' } }],
])('takes %s with 202 and an empty body', async (_what, message) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(message);
  expect([response.status, await response.text()]).toEqual([202, '']);
  expect(response.headers.get('content-type')).toBeNull();
});

test('does not run a tool call that has no id', async () => {
  const { server } = testServer();
  let ran = false;
  server.tool('mark', { description: 'Marks' }, () => {
    ran = true;
  });
  const wire = await openWire(server);
  const { id: _, ...call } = toolCall(1, 'mark');
  expect((await wire.post(call)).status).toBe(202);
  await wire.call('echo');
  expect(ran).toBe(false);
});

test('answers a notification that a plugin refuses with an HTTP error to no id', async () => {
  const { server } = testServer();
  server.use({
    name: 'refusing',
    receive({ method, id }) {
      if (id === undefined && method !== undefined) throw new ToolgateError('FORBIDDEN', 'No notifications.');
    },
  });
  const wire = await openWire(server);
  const response = await wire.post(notification('notifications/initialized'));
  expect(response.status).toBe(403);
  const [message] = await messagesOf(response);
  expect(message).toMatchObject({ error: { code: 40300, message: 'No notifications.' } });
  expect(message).not.toHaveProperty('id');
});

test('shows plugins every message as it is: request, notification and response', async () => {
  const { server } = testServer();
  const seen: unknown[] = [];
  server.use({
    name: 'watching',
    receive: ({ method, id, era, transport }) => void seen.push([method, id, era, transport]),
  });
  const wire = await openWire(server);
  await wire.call('echo', {}, 0);
  await wire.post(notification('notifications/initialized'));
  await wire.post({ jsonrpc: '2.0', id: '', result: {} });
  expect(seen).toEqual([
    ['initialize', 'init', '2025', 'http'],
    ['tools/call', 0, '2025', 'http'],
    ['notifications/initialized', undefined, '2025', 'http'],
    [undefined, '', '2025', 'http'],
  ]);
});

test('refuses a message whose look by a plugin fails, and masks why', async () => {
  const { server } = testServer();
  server.use({
    name: 'broken',
    receive({ method }) {
      if (method === 'tools/call') throw new Error('hunter2');
    },
  });
  const wire = await openWire(server);
  const response = await wire.post(toolCall(1));
  const text = await response.clone().text();
  expect(text).not.toContain('hunter2');
  expect(await verdict(response)).toEqual([200, -32603]);
});

test.each([
  ['tools/call without params', { jsonrpc: '2.0', id: 1, method: 'tools/call' }],
  ['a name that is no text', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 7 } }],
  ['a name that is missing', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { arguments: {} } }],
  ['an unknown name', toolCall(1, 'nope')],
  ['a name in other letters', toolCall(1, 'ECHO')],
  ['a name with a NUL', toolCall(1, 'echo\0')],
  [
    'arguments that are a list',
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: [] } },
  ],
  [
    'arguments that are a text',
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: 'x' } },
  ],
  ['_meta that is a list', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', _meta: [] } }],
])('answers %s with -32602 in a response of status 200', async (_what, message) => {
  const { server } = testServer();
  const wire = await openWire(server);
  expect(await verdict(await wire.post(message))).toEqual([200, -32602]);
});

test('repeats at most 128 characters of an unknown name', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const message = await wire.call('x'.repeat(100_000));
  expect(message.error?.message).toBe(`Unknown tool: ${'x'.repeat(128)}`);
});

test.each(['tools/List', 'TOOLS/LIST', 'tools/list ', 'resources/list', 'rpc.discover', 'notifications/initialized'])(
  'answers the unknown method %j with -32601 to its id',
  async (method) => {
    const { server } = testServer();
    const wire = await openWire(server);
    const response = await wire.post({ jsonrpc: '2.0', id: 'mine', method });
    expect(response.status).toBe(200);
    expect(await messagesOf(response)).toMatchObject([{ id: 'mine', error: { code: -32601 } }]);
  },
);

test('answers ping at any time in a session', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post({ jsonrpc: '2.0', id: 1, method: 'ping', params: { _meta: {} } });
  expect(await messagesOf(response)).toEqual([{ jsonrpc: '2.0', id: 1, result: {} }]);
});
