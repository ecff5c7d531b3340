import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post, type Wire } from '../support/wire.js';

const ada = { 'x-api-key': 'a-secret-of-ada-1' };
const bob = { 'x-api-key': 'a-secret-of-bob-1' };

function guarded() {
  const { server, ...rest } = testServer();
  const keys = { ada: { secret: ada['x-api-key'] }, bob: { secret: bob['x-api-key'] } };
  return { server: server.use(apiKey({ keys })), ...rest };
}

type Fetching = Parameters<typeof post>[0];

function end(server: Fetching, session: string, headers: Record<string, string> = {}): Promise<Response> {
  const all = { ...headers, 'mcp-session-id': session };
  return server.fetch(new Request('http://localhost/mcp', { method: 'DELETE', headers: all }));
}

const works = async (wire: Wire) => (await wire.call('echo')).result?.content[0]?.text === 'echo';

test.each([
  ['a request', ping()],
  ['a tool call', toolCall(1)],
  ['a notification', { jsonrpc: '2.0', method: 'notifications/initialized' }],
  ['a response', { jsonrpc: '2.0', id: 1, result: {} }],
])('answers %s without a session with 400', async (_what, message) => {
  const { server } = testServer();
  expect(await verdict(await post(server, message))).toEqual([400, 40000]);
});

test.each(['nobody', '0', 'AAAAAAAAAAAAAAAAAAAAAA', ' ', 'x'.repeat(4_000)])(
  'answers the unknown session %j with 404, and 404 to its DELETE',
  async (session) => {
    const { server } = testServer();
    const own = await openWire(server);
    expect((await post(server, ping(), { 'mcp-session-id': session })).status).toBe(404);
    expect((await end(server, session)).status).toBe(404);
    expect(await works(own)).toBe(true);
  },
);

test('does not fall back to the only session when none is named', async () => {
  const { server } = testServer();
  await openWire(server);
  expect((await post(server, toolCall(1))).status).toBe(400);
  expect((await server.fetch(new Request('http://localhost/mcp', { method: 'DELETE' }))).status).toBe(400);
});

test('ends a session with DELETE; from then on it does not exist', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await end(server, wire.session);
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect((await wire.post(ping())).status).toBe(404);
  expect((await end(server, wire.session)).status).toBe(404);
});

test("answers somebody else's session with 404 on POST and leaves its owner alone", async () => {
  const { server } = guarded();
  const own = await openWire(server, ada);
  for (const message of [ping(), toolCall(1), { jsonrpc: '2.0', method: 'notifications/initialized' }]) {
    expect((await post(server, message, { ...bob, 'mcp-session-id': own.session })).status).toBe(404);
  }
  expect(await works(own)).toBe(true);
});

test("answers somebody else's session with 404 on DELETE and leaves its owner alone", async () => {
  const { server } = guarded();
  const own = await openWire(server, ada);
  expect((await end(server, own.session, bob)).status).toBe(404);
  expect(await works(own)).toBe(true);
});

test('says the same of a foreign session as of one that does not exist', async () => {
  const { server } = guarded();
  const own = await openWire(server, ada);
  const foreign = await post(server, ping(), { ...bob, 'mcp-session-id': own.session });
  const unknown = await post(server, ping(), { ...bob, 'mcp-session-id': 'nobody' });
  expect(await foreign.text()).toBe(await unknown.text());
});

test('does not take a session for a credential', async () => {
  const { server } = guarded();
  const own = await openWire(server, ada);
  expect((await post(server, ping(), { 'mcp-session-id': own.session })).status).toBe(401);
  expect((await end(server, own.session)).status).toBe(401);
  expect((await end(server, own.session, { 'x-api-key': 'wrong' })).status).toBe(401);
  expect(await works(own)).toBe(true);
});

test('keeps somebody else from using a call in flight: neither its id nor its cancellation meets', async () => {
  const { server } = guarded();
  const calls = heldTool(server);
  const own = await openWire(server, ada);
  const answer = own.post(toolCall(1, 'hold'));
  const held = await calls.next();
  const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
  expect((await post(server, cancel, { ...bob, 'mcp-session-id': own.session })).status).toBe(404);
  const other = await openWire(server, bob);
  expect((await other.post(cancel)).status).toBe(202);
  expect(held.call.signal.aborted).toBe(false);
  held.release('mine');
  expect(await messagesOf(await answer)).toMatchObject([{ result: { content: [{ text: 'mine' }] } }]);
});

test('refuses a second initialize and keeps what the first one settled', async () => {
  const { server } = testServer();
  server.tool('titled', { description: 'Has a title', title: 'Titled' }, () => 'x');
  const wire = await openWire(server, {}, '2024-11-05');
  const second = await wire.post(initialize('2025-11-25'));
  expect(second.headers.get('mcp-session-id')).toBeNull();
  expect(await messagesOf(second)).toMatchObject([{ id: 'init', error: { code: -32600 } }]);
  const list = await (await wire.post({ jsonrpc: '2.0', id: 2, method: 'tools/list' })).text();
  expect(list).toContain('titled');
  expect(list).not.toContain('"title"');
});

test('opens a session of its own for each initialize without one', async () => {
  const { server } = testServer();
  const one = await openWire(server);
  const two = await openWire(server);
  expect(one.session).not.toBe(two.session);
  expect(await works(one)).toBe(true);
  expect(await works(two)).toBe(true);
});

test.each([
  ['no protocolVersion', { capabilities: {}, clientInfo: { name: 'x', version: '1' } }],
  ['a number as protocolVersion', { protocolVersion: 1, capabilities: {}, clientInfo: { name: 'x', version: '1' } }],
  ['no capabilities', { protocolVersion: '2025-11-25', clientInfo: { name: 'x', version: '1' } }],
  [
    'capabilities that are a list',
    { protocolVersion: '2025-11-25', capabilities: [], clientInfo: { name: 'x', version: '1' } },
  ],
  ['no clientInfo', { protocolVersion: '2025-11-25', capabilities: {} }],
  ['a client without a version', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x' } }],
])('opens no session for an initialize with %s', async (_what, params) => {
  const { server } = testServer();
  const response = await post(server, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
  expect(response.headers.get('mcp-session-id')).toBeNull();
  expect(await verdict(response)).toEqual([200, -32602]);
});
