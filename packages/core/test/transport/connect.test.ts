import { afterEach, describe, expect, it, test } from '@jest/globals';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { principal, tokenAuth } from '../identity/token-auth.js';
import { Arrivals } from '../support/arrivals.js';
import { heldTool } from '../support/held-tool.js';
import { memoryClient } from '../support/memory-client.js';
import { testServer } from '../support/test-server.js';

const content = (text: string) => ({ content: [{ type: 'text', text }] });

/** A server with a tool that asks everything, one that waits, and a resource. */
function rich() {
  const { server, ...rest } = testServer();
  const calls = heldTool(server);
  server.resource('watched', { uri: 'test://watched', description: 'Watched' }, () => 'x');
  server.tool('ask', { description: 'Asks' }, async (_input, call) => {
    const { name, model, folders } = await call.ask({
      name: { elicit: { message: 'Who?', form: { name: z.string() } } },
      model: { sample: { messages: [], maxTokens: 1 } },
      folders: { roots: true },
    });
    const said = 'text' in model.content ? model.content.text : '';
    return [name.action === 'accept' ? name.content.name : name.action, said, ...folders.map(({ uri }) => uri)].join();
  });
  return { server, calls, ...rest };
}

/** Answers everything a server asks, in the name of somebody. */
const answering = (name: string) => (client: Client) => {
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name } }));
  client.setRequestHandler(CreateMessageRequestSchema, () => ({
    model: 'm',
    role: 'assistant',
    content: { type: 'text', text: `model of ${name}` },
  }));
  client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: `file:///${name}` }] }));
};
const everything = { elicitation: {}, sampling: {}, roots: {} };

test('serves the official client: lists, calls, reads, errors, pings', async () => {
  const { server, log } = rich();
  const client = await memoryClient(server);
  expect(client.getServerVersion()).toEqual({ name: 'test', version: '1.0.0' });
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['echo', 'hold', 'ask']);
  expect(await client.callTool({ name: 'echo', arguments: { text: 'naïve 🧪' } })).toEqual(content('naïve 🧪'));
  expect(await client.readResource({ uri: 'test://watched' })).toMatchObject({ contents: [{ text: 'x' }] });
  await expect(client.callTool({ name: 'nothing' })).rejects.toMatchObject({ code: -32602 });
  expect(await client.ping()).toEqual({});
  expect(log.records).toEqual([]);
  await client.close();
});

test('asks the client everything it declared', async () => {
  const { server } = rich();
  const client = await memoryClient(server, { capabilities: everything, prepare: answering('ada') });
  expect(await client.callTool({ name: 'ask' })).toEqual(content('ada,model of ada,file:///ada'));
  const silent = await memoryClient(server);
  expect(await silent.callTool({ name: 'ask' })).toMatchObject({ isError: true });
});

test('reports progress and log messages, and is cancelled', async () => {
  const { server, calls } = rich();
  const logged = new Arrivals<unknown>();
  const client = await memoryClient(server, {
    prepare: (one) => one.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => logged.push(params)),
  });
  const steps = new Arrivals<number>();
  const controller = new AbortController();
  const options = {
    signal: controller.signal,
    onprogress: ({ progress }: { progress: number }) => steps.push(progress),
  };
  const held = client.callTool({ name: 'hold' }, undefined, options);
  const { call } = await calls.next();
  call.progress(1);
  expect(await steps.next()).toBe(1);
  call.message('debug', 'too little');
  call.message('warning', { much: true });
  expect(await logged.next()).toEqual({ level: 'warning', logger: 'hold', data: { much: true } });
  controller.abort('enough');
  await expect(held).rejects.toThrow('enough');
  expect(call.signal.aborted).toBe(true);
  await client.setLoggingLevel('debug');
  const second = client.callTool({ name: 'hold' });
  const { call: louder, release } = await calls.next();
  louder.message('debug', 'enough');
  expect(await logged.next()).toMatchObject({ level: 'debug' });
  release('done');
  expect(await second).toEqual(content('done'));
});

test('tells the client of changes to lists, and to the resources it subscribed to', async () => {
  const { server } = rich();
  const heard = new Arrivals<string>();
  const client = await memoryClient(server, {
    prepare: (one) => {
      one.setNotificationHandler(ToolListChangedNotificationSchema, ({ method }) => heard.push(method));
      one.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => heard.push(params.uri));
    },
  });
  server.notify.resourceUpdated('test://watched');
  await client.subscribeResource({ uri: 'test://watched' });
  server.notify.resourceUpdated('test://watched');
  expect(await heard.next()).toBe('test://watched');
  server.tools.disable('echo');
  expect(await heard.next()).toBe('notifications/tools/list_changed');
  expect(heard.size).toBe(0);
});

test('serves several clients at once, and mixes nothing of them', async () => {
  const { server, calls } = rich();
  const names = ['ada', 'bob', 'eve'];
  const clients = await Promise.all(
    names.map((name) => memoryClient(server, { capabilities: everything, prepare: answering(name) })),
  );
  // Their requests have equal ids, and so have the questions they get.
  const asked = await Promise.all(clients.map((client) => client.callTool({ name: 'ask' })));
  expect(asked).toEqual(names.map((name) => content(`${name},model of ${name},file:///${name}`)));
  const held = clients.map((client, index) => client.callTool({ name: 'hold', arguments: { label: names[index] } }));
  const all = [await calls.next(), await calls.next(), await calls.next()];
  await clients[1]?.close();
  await expect(held[1]).rejects.toThrow();
  expect(all.map(({ call }) => call.signal.aborted)).toEqual([false, true, false]);
  for (const { call, release } of all) release(JSON.stringify(call.input));
  expect([await held[0], await held[2]]).toEqual([content('{"label":"ada"}'), content('{"label":"eve"}')]);
});

test('shows plugins a transport of its own kind, without a session', async () => {
  const { server } = testServer();
  server.tool('where', { description: 'Says where it was called from' }, (_input, { caller, session }) => ({
    transport: caller.transport,
    address: caller.address ?? null,
    session: session ?? null,
  }));
  const client = await memoryClient(server);
  expect(await client.callTool({ name: 'where' })).toEqual(
    content(JSON.stringify({ transport: 'custom', address: null, session: null })),
  );
  expect(server.sessions.list()).toEqual([]);
});

describe('where an authenticator is installed', () => {
  afterEach(() => {
    delete process.env.TOOLGATE_CREDENTIAL;
  });

  const guarded = () => {
    const { server, clock } = testServer();
    const { server: authenticated } = { server: server.use(tokenAuth({ ada: ['notes'] })) };
    authenticated.tool(
      'notes',
      { description: 'Notes', permissions: 'notes.read' },
      (_input, call) => call.principal?.id ?? '',
    );
    return { server: authenticated, clock };
  };

  it('the program says who calls, and that decides what there is', async () => {
    const { server } = guarded();
    const root = await memoryClient(server, { principal: principal('root', { permissions: ['*'] }) });
    const guest = await memoryClient(server, { principal: principal('guest') });
    expect(await root.callTool({ name: 'notes' })).toEqual(content('tokens:root'));
    await expect(guest.callTool({ name: 'notes' })).rejects.toThrow('Unknown tool');
    expect((await guest.listTools()).tools.map(({ name }) => name)).toEqual(['echo']);
  });

  it('TOOLGATE_CREDENTIAL says so where the program does not', async () => {
    process.env.TOOLGATE_CREDENTIAL = 'ada';
    const client = await memoryClient(guarded().server);
    expect(await client.callTool({ name: 'notes' })).toEqual(content('tokens:ada'));
  });

  it('nobody is let in without either, or with a wrong one', async () => {
    await expect(memoryClient(guarded().server)).rejects.toThrow('connect(transport, { principal })');
    process.env.TOOLGATE_CREDENTIAL = 'eve';
    await expect(memoryClient(guarded().server)).rejects.toThrow('The token is not valid.');
  });

  it('a principal is no longer served once it has expired', async () => {
    const { server, clock } = guarded();
    const ada = principal('ada', { permissions: ['*'], expiresAt: clock.wallTime() + 1_000 });
    const client = await memoryClient(server, { principal: ada });
    expect(await client.callTool({ name: 'notes' })).toEqual(content('tokens:ada'));
    await clock.advance(1_000);
    await expect(client.callTool({ name: 'notes' })).rejects.toThrow('expired');
  });
});
