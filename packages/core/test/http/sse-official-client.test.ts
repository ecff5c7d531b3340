import { afterEach, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { Arrivals } from '../support/arrivals.js';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { testServer } from '../support/test-server.js';

const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

/** A listening server for ada and bob with HTTP+SSE, and what connects the official client to it. */
async function start() {
  const { server, clock, log } = testServer({ legacySse: true });
  const guarded = server.use(tokenAuth({ ada: [], bob: [] }));
  const calls = heldTool(guarded);
  guarded.tool('who', { description: 'Says who calls' }, (_input, { principal }) => principal?.id ?? 'nobody');
  guarded.tool('ask', { description: 'Asks' }, (_input, call) => ask(call));
  const { port } = await listening(guarded, clock);
  const connect = async (name: string, prepare: (client: Client) => void = () => undefined) => {
    const client = new Client({ name, version: '1' }, { capabilities: { elicitation: {}, sampling: {} } });
    prepare(client);
    const requestInit = { headers: bearer(name) };
    await client.connect(new SSEClientTransport(new URL(`http://127.0.0.1:${port}/sse`), { requestInit }));
    clients.push(client);
    return client;
  };
  return { server: guarded, clock, log, calls, port, connect };
}

async function ask(call: Call): Promise<string> {
  const answer = await call.elicit('name', {
    message: `Who are you, ${call.principal?.name}?`,
    form: { name: z.string() },
  });
  const { content } = await call.sample('model', { messages: [], maxTokens: 1 });
  return answer.action === 'accept' ? `${answer.content.name}: ${JSON.stringify(content)}` : answer.action;
}

const content = (text: string) => ({ content: [{ type: 'text', text }] });

test('serves the official client: lists, calls, progress, errors', async () => {
  const { calls, connect, log } = await start();
  const client = await connect('ada');
  expect(client.getServerVersion()).toMatchObject({ name: 'test' });
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['echo', 'hold', 'who', 'ask']);
  expect(await client.callTool({ name: 'who' })).toEqual(content('tokens:ada'));
  await expect(client.callTool({ name: 'nothing' })).rejects.toMatchObject({ code: -32602 });
  const steps = new Arrivals<number>();
  const held = client.callTool({ name: 'hold' }, undefined, { onprogress: ({ progress }) => steps.push(progress) });
  const { call, release } = await calls.next();
  call.progress(1);
  expect(await steps.next()).toBe(1);
  release('done');
  expect(await held).toEqual(content('done'));
  expect(log.records).toEqual([]);
});

test('asks each of two clients at once on its own stream', async () => {
  const { connect } = await start();
  const answering = (name: string) => (client: Client) => {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => ({
      action: 'accept',
      content: { name: `${name}, asked "${params.message}"` },
    }));
    client.setRequestHandler(CreateMessageRequestSchema, () => ({
      model: name,
      role: 'assistant',
      content: { type: 'text', text: `model of ${name}` },
    }));
  };
  const names = ['ada', 'bob'];
  const all = await Promise.all(names.map((name) => connect(name, answering(name))));
  const results = await Promise.all(all.flatMap((client) => [1, 2].map(() => client.callTool({ name: 'ask' }))));
  expect(results).toEqual(
    ['ada', 'ada', 'bob', 'bob'].map((name) =>
      content(`${name}, asked "Who are you, ${name}?": ${JSON.stringify({ type: 'text', text: `model of ${name}` })}`),
    ),
  );
});

test('tells the client of changes, and lets it cancel', async () => {
  const { server, calls, connect } = await start();
  const changes = new Arrivals<true>();
  const client = await connect('ada', (one) =>
    one.setNotificationHandler(ToolListChangedNotificationSchema, () => changes.push(true)),
  );
  server.tool('added', { description: 'Added' }, () => 'x');
  expect(await changes.next()).toBe(true);
  const controller = new AbortController();
  const held = client.callTool({ name: 'hold' }, undefined, { signal: controller.signal });
  const { call } = await calls.next();
  const ended = new Promise((resolve) => call.signal.addEventListener('abort', resolve));
  controller.abort('changed my mind');
  await expect(held).rejects.toThrow('changed my mind');
  await ended;
  expect(await client.callTool({ name: 'who' })).toEqual(content('tokens:ada'));
});

test('ends the session with the stream, and what it has in flight', async () => {
  const { server, calls, connect, log } = await start();
  const [client, other] = [await connect('ada'), await connect('bob')];
  const held = client.callTool({ name: 'hold' });
  const refused = expect(held).rejects.toThrow();
  const { call } = await calls.next();
  expect(server.sessions.list()).toMatchObject([
    { owner: 'tokens:ada', requestsInFlight: 1, listening: true },
    { owner: 'tokens:bob', requestsInFlight: 0, listening: true },
  ]);
  const ended = new Promise((resolve) => call.signal.addEventListener('abort', resolve));
  await client.close();
  await refused;
  await ended;
  expect(server.sessions.list()).toMatchObject([{ owner: 'tokens:bob' }]);
  expect(await other.callTool({ name: 'who' })).toEqual(content('tokens:bob'));
  expect(log.records).toEqual([]);
});

test('answers what is in flight before the stream ends when its session is terminated', async () => {
  const { server, calls, connect } = await start();
  const client = await connect('ada');
  const closed = new Promise<void>((resolve) => {
    client.onclose = resolve;
    client.onerror = () => resolve();
  });
  const held = client.callTool({ name: 'hold' });
  await calls.next();
  for (const { id } of server.sessions.list()) server.sessions.terminate(id);
  expect(await held).toMatchObject({ isError: true });
  await closed;
  expect(server.sessions.list()).toEqual([]);
});

test('lets a call finish while the server drains, and ends the streams of those that only listen', async () => {
  const { server, clock, calls, connect } = await start();
  const [client, idle] = [await connect('ada'), await connect('bob')];
  const lost = new Promise<void>((resolve) => {
    idle.onerror = () => resolve();
  });
  const held = client.callTool({ name: 'hold' });
  const { release } = await calls.next();
  const closed = server.close();
  await lost;
  release('done');
  expect(await held).toEqual(content('done'));
  await clock.advance(1_000);
  expect(await closed).toMatchObject({ completed: 1, aborted: 0, leftOpen: 0 });
});
