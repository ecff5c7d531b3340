import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import { messagesOf, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

const names = ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

test.each(names)('knows no tool called %s', async (name) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const message = await wire.call(name);
  expect(message.error).toMatchObject({ code: -32602, message: `Unknown tool: ${name}` });
});

test.each(names)('knows no method called %s', async (method) => {
  const { server } = testServer();
  const wire = await openWire(server);
  expect(await verdict(await wire.post({ jsonrpc: '2.0', id: 1, method }))).toEqual([200, -32601]);
});

test.each(names)('knows no session called %s', async (session) => {
  const { server } = testServer();
  await openWire(server);
  expect((await post(server, { jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-session-id': session })).status).toBe(
    404,
  );
});

test.each(names)('knows no credential called %s', async (value) => {
  const { server } = testServer({ failedAttempts: false });
  const guarded = server.use(apiKey({ keys: { ada: { secret: 'a-secret-of-length' } } }));
  expect((await post(guarded, initialize(), { 'x-api-key': value })).status).toBe(401);
  expect((await post(guarded, initialize(), { authorization: `${value} ${value}` })).status).toBe(401);
});

test.each(names)('refuses the revision and the content type %s', async (value) => {
  const { server } = testServer();
  expect((await post(server, initialize(), { 'mcp-protocol-version': value })).status).toBe(400);
  expect((await post(server, initialize(), { 'content-type': value })).status).toBe(415);
});

test.each(names)('ignores the cancellation of a request called %s', async (requestId) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } };
  expect((await wire.post(cancel)).status).toBe(202);
});

test.each(names)('runs a tool that is called %s and lists it', async (name) => {
  const { server } = testServer();
  server.tool(name, { description: 'Named oddly' }, () => `I am ${name}`);
  const wire = await openWire(server);
  expect((await wire.call(name)).result?.content).toEqual([{ type: 'text', text: `I am ${name}` }]);
  const [list] = await messagesOf(await wire.post({ jsonrpc: '2.0', id: 2, method: 'tools/list' }));
  expect(list?.result?.tools).toMatchObject([{ name: 'echo' }, { name }]);
});

test('changes no prototype, whatever keys a message has', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const bodies = [
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":${hostile}}}`,
    `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","__proto__":{"arguments":{"text":"x"}}}}`,
    `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo","_meta":${hostile}}}`,
    `{"jsonrpc":"2.0","id":4,"method":"initialize","params":${hostile}}`,
    `{"jsonrpc":"2.0","method":"notifications/cancelled","params":${hostile}}`,
    hostile,
  ];
  for (const body of bodies) await wire.post(body);
  expect({}).not.toHaveProperty('polluted');
  expect((await wire.call('echo')).result?.content).toEqual([{ type: 'text', text: 'echo' }]);
});
