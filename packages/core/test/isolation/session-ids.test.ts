import { describe, expect, test } from '@jest/globals';
import { clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { initialize } from '../support/wire.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const wrong = { authorization: 'Bearer wrong' };
const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri: 'x:y' } };

type Server = ReturnType<typeof guardedServer>['server'];
type Use = (session: ReturnType<typeof clientSession>) => Promise<Response>;

const uses: Readonly<Record<string, Use>> = {
  'a request': (session) => session.post(ping()),
  'a tool call': (session) => session.post(toolCall(1)),
  'a notification': (session) => session.post(notification),
  'a response': (session) => session.post({ jsonrpc: '2.0', id: 1, result: {} }),
  'an initialize': (session) => session.post(initialize()),
  'a batch': (session) => session.post([ping(), toolCall(2)]),
  'a subscription': (session) => session.post(subscribe),
  'its stream': (session) => session.listen(),
  'a resumption': (session) => session.listen({ 'last-event-id': '1-0' }),
  'its end': (session) => session.end(),
};

/** A session with a stream that is listened to, and one that can be resumed. */
async function inUse(server: Server, protocolVersion: string) {
  const session = await openSession(server, { headers: ada, protocolVersion });
  await (await session.post(toolCall(1, 'steps', { label: 'canary' }, { progressToken: 1 }))).text();
  return { session, stream: new EventReader(await session.listen()) };
}

describe.each(['2025-03-26', '2025-11-25'])('a session of %s', (protocolVersion) => {
  test.each(Object.keys(uses))('is closed to other callers for %s, and its owner notices nothing', async (what) => {
    const { server } = guardedServer();
    server.resource('x', { uri: 'x:y', description: 'Anything' }, () => 'x');
    const { session, stream } = await inUse(server, protocolVersion);
    const use = uses[what] ?? (() => Promise.reject(new Error(what)));
    const refusals = [
      await use(clientSession(server, session.id, { headers: bob })),
      await use(clientSession(server, session.id)),
      await use(clientSession(server, session.id, { headers: wrong })),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 401, 401]);
    for (const refusal of refusals) {
      expect(await refusal.text()).not.toContain('canary');
      expect(refusal.headers.get('mcp-session-id')).toBeNull();
    }
    expect(await messagesOf(await session.post(toolCall(2)))).toMatchObject([{ id: 2, result: {} }]);
    server.tool('new', { description: 'New' }, () => 'new');
    expect(await stream.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  });
});

test('means nothing on the 2026 wire, whoever it belongs to', async () => {
  const { server } = guardedServer();
  const { id } = await openSession(server, { headers: ada });
  for (const session of [id, 'nobody']) {
    const headers = { ...bob, 'mcp-session-id': session, 'last-event-id': '1-0' };
    const response = await modernPost(server, 'tools/call', { name: 'echo', arguments: {} }, { headers });
    expect([response.status, response.headers.get('mcp-session-id')]).toEqual([200, null]);
    expect(await response.text()).toContain('echo');
  }
});

test('does not pass from an anonymous caller to one who logs in, nor the other way', async () => {
  const { server } = guardedServer();
  server.tool('open', { description: 'For everybody', public: true }, () => 'open');
  const address = '192.0.2.1';
  const anonymous = await openSession(server, { address });
  const known = await openSession(server, { headers: ada, address });
  const use = (id: string, headers: Record<string, string>) =>
    clientSession(server, id, { headers, address }).post(toolCall(1, 'open'));
  expect((await use(anonymous.id, ada)).status).toBe(404);
  expect((await use(known.id, {})).status).toBe(404);
  expect((await use(known.id, wrong)).status).toBe(401);
  expect((await use(anonymous.id, {})).status).toBe(200);
  expect((await use(known.id, ada)).status).toBe(200);
});

test('of an anonymous caller does not exist for one of another network', async () => {
  const { server } = guardedServer();
  server.tool('open', { description: 'For everybody', public: true }, () => 'open');
  const own = await openSession(server, { address: '2001:db8::1' });
  const use = async (address?: string) => {
    const session = clientSession(server, own.id, address === undefined ? {} : { address });
    return (await session.post(toolCall(1, 'open'))).status;
  };
  expect(await use('2001:db8::2')).toBe(200);
  expect(await use('2001:db8:1::1')).toBe(404);
  expect(await use('192.0.2.1')).toBe(404);
  expect(await use()).toBe(404);
});

test('passes from one token to another of the same caller', async () => {
  const { server } = guardedServer();
  const own = await openSession(server, { headers: ada });
  const lower = { authorization: 'bearer ada' };
  expect((await clientSession(server, own.id, { headers: lower }).post(ping())).status).toBe(200);
});
