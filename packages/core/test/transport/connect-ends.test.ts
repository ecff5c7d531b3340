import { expect, test } from '@jest/globals';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { Arrivals } from '../support/arrivals.js';
import { heldTool } from '../support/held-tool.js';
import { memoryClient } from '../support/memory-client.js';
import { ping, type SentMessage, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

/** A transport in the hands of the test: what the server sends arrives in `sent`, and the test hands over what it likes. */
class HandTransport implements Transport {
  readonly sent = new Arrivals<SentMessage>();
  closed = false;
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;

  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    this.sent.push(JSON.parse(JSON.stringify(message)));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.onclose?.();
  }

  /** Hands over anything, as a broken transport would. */
  receive(anything: unknown): void {
    if (this.onmessage !== undefined) Reflect.apply(this.onmessage, this, [anything]);
  }
}

async function connected(transport = new HandTransport()) {
  const { server, ...rest } = testServer();
  const calls = heldTool(server);
  await server.connect(transport);
  transport.receive(initialize());
  await transport.sent.next();
  return { server, calls, transport, ...rest };
}

test('ends what is in flight when the client closes, without a word in the log', async () => {
  const { server, log } = testServer();
  const calls = heldTool(server);
  const answers = new Arrivals<unknown>();
  server.tool('ask', { description: 'Asks' }, (_input, call) =>
    call.elicit('who', { message: 'Who?', form: { name: z.string() } }).catch((error) => answers.push(error)),
  );
  const client = await memoryClient(server, {
    capabilities: { elicitation: {} },
    prepare: (one) => one.setRequestHandler(ElicitRequestSchema, () => new Promise(() => undefined)),
  });
  const lost = [client.callTool({ name: 'hold' }), client.callTool({ name: 'ask' })].map((call) =>
    expect(call).rejects.toThrow(),
  );
  const { call } = await calls.next();
  await client.close();
  await Promise.all(lost);
  expect(call.signal.aborted).toBe(true);
  expect(String(await answers.next())).toContain('has closed its side');
  server.tools.disable('echo');
  await new Promise(setImmediate);
  expect(log.records).toEqual([]);
});

test('lets calls finish while the server drains, refuses new ones, and closes the transport then', async () => {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const client = await memoryClient(server);
  const gone = new Promise<void>((resolve) => {
    client.onclose = resolve;
  });
  const held = client.callTool({ name: 'hold' });
  const { release } = await calls.next();
  const closed = server.close();
  await expect(client.callTool({ name: 'echo' })).rejects.toThrow('shutting down');
  release('done');
  expect(await held).toMatchObject({ content: [{ text: 'done' }] });
  await clock.advance(1_000);
  await gone;
  expect(await closed).toMatchObject({ aborted: 0, leftOpen: 0 });
  expect(log.records).toEqual([]);
});

test('closes an idle transport with the server, and connects none afterwards', async () => {
  const { server, transport } = await connected();
  await server.close();
  expect(transport.closed).toBe(true);
  await expect(server.connect(new HandTransport())).rejects.toThrow('closed');
});

const circular: Record<string, unknown> = { jsonrpc: '2.0', method: 'ping' };
circular.self = circular;
let deep: unknown = 1;
for (let depth = 0; depth < 200; depth++) deep = [deep];

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['a text', 'ping'],
  ['a function', () => undefined],
  ['a symbol', Symbol('ping')],
  ['a BigInt', { ...ping(), params: { x: 1n } }],
  ['a circle', circular],
  ['something that throws when it is read', { jsonrpc: '2.0', toJSON: () => reject() }],
  ['something that is JSON of nothing', { toJSON: () => undefined }],
  ['an empty object', {}],
  ['a message without a version', { id: 1, method: 'ping' }],
  ['a batch', [ping()]],
  ['what is nested too deep', { ...ping(), params: { deep } }],
  ['what is too large', { ...ping(), params: { x: 'x'.repeat(2_000_000) } }],
])('goes on after %s', async (_what, garbage) => {
  const { transport, log } = await connected();
  transport.receive(garbage);
  transport.receive(ping('next'));
  let message = await transport.sent.next();
  if (message.id !== 'next') {
    expect(message.error?.code).toBeLessThan(50_000);
    message = await transport.sent.next();
  }
  expect(message).toEqual({ jsonrpc: '2.0', id: 'next', result: {} });
  expect(log.records.filter(({ level }) => level === 'error')).toEqual([]);
});

test.each<[string, () => Promise<void>]>([
  ['rejects', () => Promise.reject(new Error('no way out'))],
  ['throws', () => reject()],
])('survives a transport whose send %s, and says so in the log', async (_how, send) => {
  const transport = new HandTransport();
  const { server, log } = await connected(transport);
  const sending = transport.send.bind(transport);
  transport.send = send;
  transport.receive(ping(1));
  while (log.records.length === 0) await new Promise(setImmediate);
  expect(log.records).toMatchObject([{ message: 'the transport failed' }]);
  transport.send = sending;
  transport.receive(toolCall(2));
  expect(await transport.sent.next()).toMatchObject({ id: 2, result: {} });
  await server.close();
});

test.each<[string, () => Promise<void>]>([
  ['rejects', () => Promise.reject(new Error('no way out'))],
  ['throws', () => reject()],
])('closes a server whose transport %s when it is closed', async (_how, close) => {
  const transport = new HandTransport();
  const { server, log } = await connected(transport);
  transport.close = close;
  await server.close();
  await new Promise(setImmediate);
  expect(log.records).toMatchObject([{ message: 'the transport failed' }]);
});

test('says what a transport reports as an error, and goes on', async () => {
  const { transport, log } = await connected();
  transport.onerror?.(new Error('a hiccup'));
  expect(log.records).toMatchObject([{ level: 'error', message: 'the transport failed' }]);
  transport.receive(ping(1));
  expect(await transport.sent.next()).toMatchObject({ id: 1, result: {} });
});

test('does not connect a transport that does not start', async () => {
  const { server } = testServer();
  const transport = new HandTransport();
  transport.start = () => Promise.reject(new Error('no way in'));
  await expect(server.connect(transport)).rejects.toThrow('no way in');
  await server.close();
});

test('takes what was sent before it was connected', async () => {
  const { server } = testServer();
  const [own, other] = InMemoryTransport.createLinkedPair();
  const answers = new Arrivals<unknown>();
  own.onmessage = (message) => answers.push(message);
  await own.start();
  await own.send({ jsonrpc: '2.0', id: 1, method: 'ping' });
  await server.connect(other);
  expect(await answers.next()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
});

function reject(): never {
  throw new Error('no way out');
}
