import { expect, test } from '@jest/globals';
import { clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { messagesOf } from '../support/messages.js';
import { everything, modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const request = (method: string, uri: string) => ({ jsonrpc: '2.0', id: 1, method, params: { uri } });
const subscribe = (uri: string) => request('resources/subscribe', uri);

/** Files that one of the callers may read each, and one that both may. */
function withFiles() {
  const { server, clock } = guardedServer({ legacySse: true });
  for (const owner of ['ada', 'bob', 'shared']) {
    server.resource(owner, { uri: `file:${owner}`, description: 'A file', permissions: owner }, () => owner);
    const template = `file:///${owner}/{name}` as const;
    server.resource(`${owner}-files`, { template, description: 'Files', permissions: owner }, () => owner);
  }
  return { server, clock };
}

type Guarded = ReturnType<typeof withFiles>['server'];
const everyUri = ['file:ada', 'file:bob', 'file:shared', 'file:///ada/1', 'file:///bob/1', 'file:///shared/1'];
const urisOf = (text: string) => everyUri.filter((uri) => text.includes(JSON.stringify(uri)));

async function updateAll(server: Guarded): Promise<void> {
  for (const uri of everyUri) server.notify.resourceUpdated(uri);
}

async function listen(server: Guarded, headers: Record<string, string>, notifications: object): Promise<EventReader> {
  const options = { id: 'same', headers, capabilities: everything };
  return new EventReader(await modernPost(server, 'subscriptions/listen', { notifications }, options));
}

test('refuses a subscription to what the caller may not read as one to what there is not', async () => {
  const { server } = withFiles();
  const session = await openSession(server, { headers: bob });
  const refusals = new Set<string>();
  for (const uri of ['file:ada', 'file:///ada/1', 'file:nothing']) {
    const [message] = await messagesOf(await session.post(subscribe(uri)));
    expect(message?.error?.code).toBe(-32002);
    refusals.add(JSON.stringify(message).replaceAll(uri, '…'));
  }
  expect(refusals.size).toBe(1);
});

test('tells each 2025 session only of what it subscribed to and may read', async () => {
  const { server } = withFiles();
  const readers = new Map<string, EventReader>();
  for (const [name, headers] of Object.entries({ ada, bob })) {
    const session = await openSession(server, { headers });
    readers.set(name, new EventReader(await session.listen()));
    for (const uri of everyUri) await session.post(subscribe(uri));
  }
  await updateAll(server);
  await server.close({ deadline: 0 });
  for (const [name, reader] of readers) {
    await reader.messages();
    expect(urisOf(reader.text)).toEqual(everyUri.filter((uri) => uri.includes(name) || uri.includes('shared')));
  }
});

test('grants a 2026 stream only what its caller may read, and tells it of nothing else', async () => {
  const { server } = withFiles();
  const readers = {
    ada: await listen(server, ada, { resourceSubscriptions: everyUri }),
    bob: await listen(server, bob, { resourceSubscriptions: everyUri }),
  };
  for (const [name, reader] of Object.entries(readers)) {
    const own = everyUri.filter((uri) => uri.includes(name) || uri.includes('shared'));
    expect((await reader.message())?.params?.notifications).toEqual({ resourceSubscriptions: own });
  }
  await updateAll(server);
  await server.close({ deadline: 0 });
  for (const [name, reader] of Object.entries(readers)) {
    await reader.messages();
    expect(urisOf(reader.text)).toEqual(everyUri.filter((uri) => uri.includes(name) || uri.includes('shared')));
  }
});

test('tells a connection of HTTP+SSE only of what its caller may read', async () => {
  const { server } = withFiles();
  const clients = { ada: await sseClient(server, ada), bob: await sseClient(server, bob) };
  for (const client of Object.values(clients)) for (const uri of everyUri) await client.ask(subscribe(uri));
  const before = Object.values(clients).map(({ reader }) => reader.text.length);
  await updateAll(server);
  for (const [index, [name, { reader }]] of Object.entries(clients).entries()) {
    for (let update = 0; update < 4; update++) await reader.message();
    const text = reader.text.slice(before[index]);
    expect(urisOf(text)).toEqual(everyUri.filter((uri) => uri.includes(name) || uri.includes('shared')));
  }
});

test("does not end a subscription by another session's unsubscribe, nor by a foreign one", async () => {
  const { server } = withFiles();
  const own = await openSession(server, { headers: ada });
  const reader = new EventReader(await own.listen());
  await own.post(subscribe('file:shared'));
  const unsubscribe = request('resources/unsubscribe', 'file:shared');
  for (const headers of [bob, ada]) {
    const other = await openSession(server, { headers });
    expect((await other.post(unsubscribe)).status).toBe(200);
  }
  expect((await clientSession(server, own.id, { headers: bob }).post(unsubscribe)).status).toBe(404);
  server.notify.resourceUpdated('file:shared');
  expect(await reader.message()).toMatchObject({ params: { uri: 'file:shared' } });
});

test('ends with its own stream, while one of another caller under the same id goes on', async () => {
  const { server } = withFiles();
  const filter = { resourceSubscriptions: ['file:shared'] };
  const [ending, staying] = [await listen(server, bob, filter), await listen(server, ada, filter)];
  await ending.message();
  await staying.message();
  await ending.leave();
  server.notify.resourceUpdated('file:shared');
  expect(await staying.message()).toMatchObject({ method: 'notifications/resources/updated' });
});

test('says nothing of a hidden operation when a list has changed but that it has', async () => {
  const { server } = withFiles();
  const session = await openSession(server, { headers: bob });
  const readers = [new EventReader(await session.listen()), await listen(server, bob, { toolsListChanged: true })];
  await readers[1]?.message();
  server.tool('only-for-ada', { description: 'canary', permissions: 'ada' }, () => 'x');
  for (const reader of readers) {
    const message = await reader.message();
    expect(Object.keys(message?.params ?? {})).toEqual(message?.params === undefined ? [] : ['_meta']);
    expect(reader.text).not.toMatch(/only-for-ada|canary/);
  }
});
