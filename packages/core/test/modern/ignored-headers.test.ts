import { expect, test } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { jsonHeaders, openWire } from '../support/wire.js';

const at = (method: string, headers: Record<string, string>) =>
  new Request('http://localhost/mcp', { method, headers: { ...jsonHeaders, ...headers } });

test.each<[string, string]>([
  ['unknown', 'f00d'],
  ['empty', ''],
  ['long', 'x'.repeat(4_000)],
])('an %s Mcp-Session-Id or Last-Event-ID means nothing and comes back to nobody', async (_what, id) => {
  const { server } = testServer();
  server.tool('steps', { description: 'Steps' }, (_input, call) => call.progress(1));
  const { ask } = modernWire(server, { headers: { 'mcp-session-id': id, 'last-event-id': id } });
  for (const meta of [{}, { progressToken: 1 }]) {
    const { status, headers, result } = await ask('tools/call', { name: 'steps' }, { meta });
    expect([status, result?.resultType]).toEqual([200, 'complete']);
    expect(headers.get('mcp-session-id')).toBeNull();
  }
});

test("somebody else's session is neither used nor touched", async () => {
  const { server, clock } = testServer();
  server.use(tokenAuth({ ada: [], bob: [] }));
  server.tool('where', { description: 'Says where' }, (_input, { session, caller }) => ({
    session: session ?? null,
    who: caller.principal?.name,
  }));
  const { session } = await openWire(server, bearer('ada'));
  await clock.advance(1_000);
  const { call } = modernWire(server, { headers: { ...bearer('bob'), 'mcp-session-id': session } });
  const { result } = await call('where');
  expect(result).toMatchObject({ content: [{ text: '{"session":null,"who":"bob"}' }] });
  expect(server.sessions.list()).toMatchObject([{ id: session, owner: 'tokens:ada', idleMs: 1_000 }]);
});

test('an event stream has the headers that keep proxies out of it, and no event ids', async () => {
  const { server } = testServer();
  server.tool('steps', { description: 'Steps' }, (_input, call) => call.progress(1));
  const response = await modernWire(server).send('tools/call', { name: 'steps' }, { meta: { progressToken: 1 } });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  expect(lines.map((line) => line.split(':')[0])).toEqual(['event', 'data', 'event', 'data']);
});

test('GET and DELETE belong to the 2025 wire, which knows no newer version', async () => {
  const { server } = testServer();
  const { session } = await openWire(server);
  for (const method of ['GET', 'DELETE']) {
    const modern = { 'mcp-session-id': session, 'mcp-protocol-version': '2026-07-28' };
    expect((await server.fetch(at(method, modern))).status).toBe(400);
    expect((await server.fetch(at(method, {}))).status).toBe(400);
    const response = await server.fetch(at(method, { 'mcp-session-id': session }));
    expect(response.status).toBe(200);
    await response.body?.cancel();
  }
});

test('a server without sessions has POST alone', async () => {
  const { server } = testServer({ sessions: false });
  for (const method of ['GET', 'DELETE']) {
    const response = await server.fetch(at(method, { 'mcp-session-id': 'x' }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  }
  expect((await modernWire(server).call('echo')).status).toBe(200);
});
