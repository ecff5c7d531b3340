import { expect, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders, post } from '../support/wire.js';

const asks: Readonly<Record<string, (call: Call) => Promise<unknown>>> = {
  elicit: (call) => call.elicit('name', { message: 'Who?', form: { name: z.string() } }),
  page: (call) => call.elicit('login', { message: 'Log in', url: 'https://example.com/' }),
  sample: (call) => call.sample('model', { messages: [], maxTokens: 1 }),
  roots: (call) => call.roots('folders'),
  ask: (call) => call.ask({ folders: { roots: true }, model: { sample: { messages: [], maxTokens: 1 } } }),
};

/** A server that keeps no sessions, with tools, a resource and a prompt. */
function stateless() {
  const { server, ...rest } = testServer({ sessions: false });
  server.resource('watched', { uri: 'test://watched', description: 'Watched' }, () => 'x');
  server.prompt('hello', { description: 'Hello' }, () => 'Hello');
  server.tool('who', { description: 'Says in which session it runs' }, (_input, call) => ({
    session: call.session ?? null,
  }));
  for (const [name, ask] of Object.entries(asks))
    server.tool(name, { description: 'Asks' }, (_input, call) => ask(call));
  return { server, ...rest };
}

const request = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

test('opens no session for initialize, and offers only what needs none', async () => {
  const { server } = stateless();
  const response = await post(server, initialize());
  expect(response.headers.get('mcp-session-id')).toBeNull();
  expect(await messagesOf(response)).toMatchObject([
    { id: 'init', result: { protocolVersion: '2025-11-25', capabilities: expect.anything() } },
  ]);
  const [message] = await messagesOf(await post(server, initialize()));
  expect(message?.result?.capabilities).toEqual({ tools: {}, resources: {}, prompts: {} });
  expect(server.sessions.list()).toEqual([]);
});

test.each([
  ['tools/list', {}],
  ['resources/list', {}],
  ['resources/read', { uri: 'test://watched' }],
  ['prompts/get', { name: 'hello' }],
  ['ping', {}],
])('serves %s without a handshake', async (method, params) => {
  const { server } = stateless();
  const response = await post(server, request(method, params));
  expect(response.headers.get('mcp-session-id')).toBeNull();
  expect(await messagesOf(response)).toEqual([{ jsonrpc: '2.0', id: 1, result: expect.anything() }]);
});

test.each(['resources/subscribe', 'resources/unsubscribe', 'logging/setLevel'])('does not know %s', async (method) => {
  const { server } = stateless();
  const response = await post(server, request(method, { uri: 'test://watched', level: 'debug' }));
  expect(await verdict(response)).toEqual([200, -32601]);
});

test.each(['GET', 'DELETE', 'PUT'])('answers %s with 405 and the one method there is', async (method) => {
  const { server } = stateless();
  const headers = { accept: 'text/event-stream', 'mcp-session-id': 'x' };
  const response = await server.fetch(new Request('http://localhost/mcp', { method, headers }));
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('ignores the id of a session, and mints none', async () => {
  const { server } = stateless();
  const response = await post(server, toolCall(1, 'who'), { 'mcp-session-id': 'somebody-elses' });
  expect(response.headers.get('mcp-session-id')).toBeNull();
  expect(await messagesOf(response)).toMatchObject([{ result: { content: [{ text: '{"session":null}' }] } }]);
});

test.each([
  [undefined, false],
  ['2025-03-26', false],
  ['2025-06-18', true],
  ['2025-11-25', true],
])('speaks the revision that the header names: %s', async (revision, titled) => {
  const { server } = stateless();
  server.tool('titled', { description: 'Titled', title: 'A title' }, () => 'x');
  const headers: Record<string, string> = revision === undefined ? {} : { 'mcp-protocol-version': revision };
  expect((await (await post(server, request('tools/list'), headers)).text()).includes('A title')).toBe(titled);
});

test.each(['1900-01-01', 'x', ''])('refuses the revision %j with 400', async (revision) => {
  const { server } = stateless();
  expect(await verdict(await post(server, ping(), { 'mcp-protocol-version': revision }))).toEqual([400, 40000]);
});

test.each(Object.keys(asks))('fails a tool at once that would %s, and says why', async (name) => {
  const { server, log } = stateless();
  const response = await post(server, toolCall(1, name), { 'mcp-protocol-version': '2025-11-25' });
  expect(await messagesOf(response)).toMatchObject([
    {
      id: 1,
      result: {
        isError: true,
        content: [{ text: expect.stringContaining('without sessions') }],
        _meta: { 'toolgate/error': { code: 'SESSION_REQUIRED' } },
      },
    },
  ]);
  expect(log.records).toEqual([]);
});

test('sends progress on the stream of its call, with no ids to come back to', async () => {
  const { server } = stateless();
  const calls = heldTool(server);
  const answer = post(server, toolCall(1, 'hold', {}, { progressToken: 't' }));
  const { call, release } = await calls.next();
  call.progress(1);
  release('done');
  const response = await answer;
  expect(await response.clone().text()).not.toMatch(/^id:/m);
  expect(await messagesOf(response)).toMatchObject([{ params: { progress: 1 } }, { id: 1 }]);
});

test('takes notifications and answers to questions nobody asked', async () => {
  const { server } = stateless();
  for (const message of [
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
    { jsonrpc: '2.0', id: 1, result: {} },
  ]) {
    const response = await post(server, message);
    expect([response.status, await response.text()]).toEqual([202, '']);
  }
});

test('takes one id in two requests at once: no session says that they are one client', async () => {
  const { server } = testServer({ sessions: false });
  const guarded = server.use(tokenAuth({ ada: [], bob: [] }));
  const calls = heldTool(guarded);
  const answers = ['ada', 'bob', 'ada'].map((name) => post(guarded, toolCall(1, 'hold'), bearer(name)));
  for (let count = 0; count < 3; count++) {
    const { call, release } = await calls.next();
    release(call.principal?.id);
  }
  const texts = await Promise.all(answers.map(async (answer) => (await messagesOf(await answer))[0]?.result));
  expect(texts).toMatchObject(['ada', 'bob', 'ada'].map((name) => ({ content: [{ text: `tokens:${name}` }] })));
});

test('serves the official client, which finds no stream and no session', async () => {
  const { server } = stateless();
  const client = await connect(server, { capabilities: { sampling: {} } });
  expect(await client.callTool({ name: 'who' })).toMatchObject({ content: [{ text: '{"session":null}' }] });
  expect(await client.callTool({ name: 'sample' })).toMatchObject({ isError: true });
  await client.close();
});

test('closes with no session to end, and refuses calls while it drains', async () => {
  const { server } = stateless();
  await post(server, initialize());
  await server.close();
  const refused = await server.fetch(
    new Request('http://localhost/mcp', { method: 'POST', headers: jsonHeaders, body: JSON.stringify(toolCall(1)) }),
  );
  expect(refused.status).toBe(503);
});
