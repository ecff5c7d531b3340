import { expect, test } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { bearer } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { testServer } from '../support/test-server.js';
import { changingAuth } from './changing-auth.js';

const ada = bearer('ada');
const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri: 'file:secret' } };
const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

/** A server on which only what has the permission `secret` is guarded, which Ada has at first. */
function withSecrets(plugin?: Plugin<string>) {
  const { server, clock } = testServer({ legacySse: true });
  const auth = changingAuth();
  auth.grant('ada', 'ada', { permissions: ['secret'] });
  const guarded = server
    .use(auth.plugin)
    .resource('secret', { uri: 'file:secret', description: 'A secret', permissions: 'secret' }, () => 'secret')
    .tool('reveal', { description: 'Reveals', permissions: 'secret' }, () => 'secret');
  if (plugin !== undefined) guarded.use(plugin);
  return { server: guarded, clock, withdraw: () => auth.grant('ada', 'ada', { permissions: [] }) };
}

test('refuses in a session what the caller was allowed when it began', async () => {
  const { server, withdraw } = withSecrets();
  const session = await openSession(server, { headers: ada });
  expect(await (await session.post(toolCall(1, 'reveal'))).text()).toContain('secret');
  expect(await (await session.post(list)).text()).toContain('reveal');
  withdraw();
  expect(await messagesOf(await session.post(toolCall(1, 'reveal')))).toMatchObject([{ error: { code: -32602 } }]);
  expect(await (await session.post(list)).text()).not.toContain('reveal');
});

test('tells a session nothing of a resource once its caller has come back without the permission', async () => {
  const { server, withdraw } = withSecrets();
  const session = await openSession(server, { headers: ada });
  const reader = new EventReader(await session.listen());
  await session.post(subscribe);
  server.notify.resourceUpdated('file:secret');
  expect(await reader.message()).toMatchObject({ params: { uri: 'file:secret' } });
  withdraw();
  await session.post(ping());
  server.notify.resourceUpdated('file:secret');
  await session.end();
  expect(await reader.messages()).toEqual([]);
});

test('keeps nothing for a session that comes back to its stream without the permission', async () => {
  const { server, withdraw } = withSecrets();
  const session = await openSession(server, { headers: ada });
  const reader = new EventReader(await session.listen());
  await session.post(subscribe);
  const first = (await reader.next())?.id ?? '';
  await reader.leave();
  withdraw();
  const resumed = new EventReader(await session.listen({ 'last-event-id': first }));
  server.notify.resourceUpdated('file:secret');
  await session.end();
  expect(await resumed.messages()).toEqual([]);
});

test('lets a connection of HTTP+SSE do only what the newest credential allows', async () => {
  const { server, withdraw } = withSecrets();
  const client = await sseClient(server, ada);
  expect(await client.ask(subscribe)).toMatchObject({ result: {} });
  expect(await client.ask(toolCall(3, 'reveal'))).toMatchObject({ result: { content: [{ text: 'secret' }] } });
  withdraw();
  expect(await client.ask(toolCall(4, 'reveal'))).toMatchObject({ error: { code: -32602 } });
  expect(JSON.stringify(await client.ask(list))).not.toContain('reveal');
  server.notify.resourceUpdated('file:secret');
  expect(await client.ask(ping(5))).toEqual({ jsonrpc: '2.0', id: 5, result: {} });
  expect(client.reader.text).not.toContain('notifications/resources/updated');
});

test('asks allow again before it tells anybody of an update', async () => {
  const denied = new Set<string>();
  const judge: Plugin = { name: 'judge', allow: ({ name }) => !denied.has(name) };
  const { server } = withSecrets(judge);
  const session = await openSession(server, { headers: ada });
  const streams = [new EventReader(await session.listen())];
  await session.post(subscribe);
  const notifications = { resourceSubscriptions: ['file:secret'], toolsListChanged: true };
  const modern = new EventReader(await modernPost(server, 'subscriptions/listen', { notifications }, { headers: ada }));
  await modern.message();
  streams.push(modern);
  denied.add('secret');
  server.notify.resourceUpdated('file:secret');
  denied.clear();
  server.tool('new', { description: 'New' }, () => 'new');
  for (const stream of streams)
    expect(await stream.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
});

test('tells nobody of a resource that was disabled, or removed, since', async () => {
  const { server } = withSecrets();
  const session = await openSession(server, { headers: ada });
  const reader = new EventReader(await session.listen());
  await session.post(subscribe);
  server.resources.disable('secret');
  server.notify.resourceUpdated('file:secret');
  server.resources.enable('secret');
  server.resources.remove('secret');
  server.notify.resourceUpdated('file:secret');
  await session.end();
  expect(JSON.stringify(await reader.messages())).not.toContain('file:secret');
});
