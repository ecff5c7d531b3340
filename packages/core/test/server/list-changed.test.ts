import { describe, expect, it } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import type { SentMessage } from '../support/messages.js';
import { toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { modernRequest, subscriptionKey } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

const everything = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };

function changingServer(): Server {
  const server = plainServer()
    .tool('a', { description: 'x' }, () => 'a')
    .tool('b', { description: 'x' }, () => 'b')
    .resource('r', { uri: 'test://r' }, () => 'r')
    .resource('t', { template: 'test://t/{id}' }, () => 't')
    .prompt('p', {}, () => 'p');
  return server.tool('change', { description: 'Changes' }, () => {
    server.tools.disable('a');
    server.tools.enable('a');
    server.tools.update('b', { title: 'B' });
    return 'changed';
  });
}

/** Reads what a client hears that listens for changes. */
interface Listener {
  next(): Promise<SentMessage | undefined>;
  leave(): Promise<void>;
}

async function legacyListener(server: Server): Promise<Listener> {
  const stream = new EventReader(await (await openSession(server)).listen());
  return { next: () => stream.message(), leave: () => stream.leave() };
}

async function modernListener(server: Server, notifications: object = everything): Promise<Listener> {
  const stream = new EventReader(await modernPost(server, 'subscriptions/listen', { notifications }, { id: 'mine' }));
  const first = await stream.message();
  expect(first).toMatchObject({ method: 'notifications/subscriptions/acknowledged', params: { notifications } });
  return { next: () => stream.message(), leave: () => stream.leave() };
}

const methodsOf = async (listener: Listener, count: number): Promise<unknown[]> => {
  const heard: unknown[] = [];
  for (let index = 0; index < count; index++) heard.push((await listener.next())?.method);
  return heard;
};

const changed = (list: string) => `notifications/${list}/list_changed`;

describe.each([
  ['a GET stream of 2025', legacyListener],
  ['a listen stream of 2026', modernListener],
])('%s', (_what, listen) => {
  it.each<[string, string, (server: Server) => unknown]>([
    ['a tool is disabled', 'tools', (server) => server.tools.disable('a')],
    ['a tool is removed', 'tools', (server) => server.tools.remove('a')],
    ['a tool is updated', 'tools', (server) => server.tools.update('a', { title: 'A' })],
    ['a tool is added', 'tools', (server) => server.tool('c', { description: 'x' }, () => 1)],
    ['a tool is added by tools.add', 'tools', (server) => server.tools.add('c', { description: 'x' }, () => 1)],
    ['a resource is disabled', 'resources', (server) => server.resources.disable('r')],
    ['a template is removed', 'resources', (server) => server.resources.remove('t')],
    ['a resource is added', 'resources', (server) => server.resource('n', { uri: 'test://n' }, () => 1)],
    ['a prompt is disabled', 'prompts', (server) => server.prompts.disable('p')],
    ['a prompt is added', 'prompts', (server) => server.prompt('n', {}, () => 'n')],
  ])('hears once when %s', async (_change, list, change) => {
    const server = changingServer();
    const listener = await listen(server);
    change(server);
    // Something else of a later moment comes next, so that a second notice would be seen.
    expect(await methodsOf(listener, 1)).toEqual([changed(list)]);
    const other = list === 'tools' ? 'prompts' : 'tools';
    if (other === 'tools') server.tools.remove('b');
    else server.prompts.remove('p');
    expect(await methodsOf(listener, 1)).toEqual([changed(other)]);
  });

  it('hears once of all changes of one moment, list by list', async () => {
    const server = changingServer();
    const listeners = [await listen(server), await listen(server)];
    server.tools.disable('a');
    server.resources.disable('r');
    server.tools.enable('a');
    server.tools.remove('b');
    server.resources.remove('t');
    await Promise.resolve();
    server.prompts.disable('p');
    for (const listener of listeners) {
      expect(await methodsOf(listener, 3)).toEqual([changed('tools'), changed('resources'), changed('prompts')]);
    }
  });

  it('hears nothing of what changes nothing', async () => {
    const server = changingServer();
    for (const name of ['a', 'b']) server.tools.disable(name);
    const listener = await listen(server);
    server.tool('a', { description: 'y' }, () => 'y');
    server.tools.update('a', { title: 'A' });
    server.tools.remove('b');
    server.tools.disable('a');
    server.tools.remove('no');
    expect(() => server.tools.disable('no')).toThrow();
    expect(() => server.tools.update('a', { timeout: '0s' })).toThrow();
    expect(() => untyped(server.tool.bind(server), 'c', {}, () => 1)).toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    server.prompts.disable('p');
    expect(await methodsOf(listener, 1)).toEqual([changed('prompts')]);
  });

  it('may be gone when something changes', async () => {
    const server = changingServer();
    const [gone, stays] = [await listen(server), await listen(server)];
    await gone.leave();
    server.tools.disable('a');
    expect(await methodsOf(stays, 1)).toEqual([changed('tools')]);
  });
});

it('tells a listen stream of 2026 only of what it asked for, under its own id', async () => {
  const server = changingServer();
  const listener = await modernListener(server, { promptsListChanged: true });
  server.tools.disable('a');
  server.resources.disable('r');
  await Promise.resolve();
  server.prompts.disable('p');
  expect(await listener.next()).toEqual({
    jsonrpc: '2.0',
    method: changed('prompts'),
    params: { _meta: { [subscriptionKey]: 'mine' } },
  });
});

describe('on stdio', () => {
  it('a change comes before the result of the call that made it, in a session', async () => {
    const pipe = await new StdioPipe(changingServer()).initialized();
    pipe.send(toolCall(1, 'change')).send(toolCall(2, 'a'));
    expect(await pipe.next()).toEqual({ jsonrpc: '2.0', method: changed('tools') });
    expect(await pipe.next()).toMatchObject({ id: 1, result: { content: [{ text: 'changed' }] } });
    expect(await pipe.next()).toMatchObject({ id: 2, result: { content: [{ text: 'a' }] } });
    pipe.input.end();
    await pipe.done;
  });

  it('a change comes before the result of the call that made it, to a listener of 2026', async () => {
    const pipe = new StdioPipe(changingServer());
    pipe.send(modernRequest('subscriptions/listen', { notifications: { toolsListChanged: true } }, { id: 'ears' }));
    expect(await pipe.next()).toMatchObject({ method: 'notifications/subscriptions/acknowledged' });
    pipe.send(modernRequest('tools/call', { name: 'change', arguments: {} }, { id: 1 }));
    const params = { _meta: { [subscriptionKey]: 'ears' } };
    expect(await pipe.next()).toEqual({ jsonrpc: '2.0', method: changed('tools'), params });
    expect(await pipe.next()).toMatchObject({ id: 1, result: { content: [{ text: 'changed' }] } });
    pipe.input.end();
    expect(await pipe.next()).toMatchObject({ id: 'ears', result: { resultType: 'complete' } });
    await pipe.done;
  });
});
