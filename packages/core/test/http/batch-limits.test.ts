import { expect, test } from '@jest/globals';
import type { Message } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, type SentMessage, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';

const protocolVersion = '2025-03-26';
/** The answers of a batch in JSON. */
const batchOf = async (response: Response): Promise<readonly SentMessage[]> => JSON.parse(await response.text());
const codes = (messages: readonly SentMessage[]) => messages.map(({ id, error }) => [id, error?.code]).sort();

/** Two callers with batches, who may have five requests in flight, and ten together. */
async function limited() {
  const { server, clock } = testServer({ limits: { inFlight: 10, inFlightPerCaller: 5 } });
  const guarded = server.use(tokenAuth({ ada: [], bob: [] }));
  const calls = heldTool(guarded);
  const open = (name: string) => openSession(guarded, { protocolVersion, headers: bearer(name) });
  return { server: guarded, clock, calls, ada: await open('ada'), bob: await open('bob') };
}

const holds = (count: number) => Array.from({ length: count }, (_, id) => toolCall(id, 'hold'));

test('counts every request of a batch for its caller, and for nobody else', async () => {
  const { clock, calls, ada, bob } = await limited();
  const answer = ada.post(holds(7));
  // The request that brings the batch is one of the five.
  const held = [await calls.next(), await calls.next(), await calls.next(), await calls.next()];
  await clock.advance(0);
  expect(calls.size).toBe(0);
  expect((await ada.post(ping('more'))).status).toBe(429);
  expect(codes(await batchOf(await bob.post([ping(1), ping(2)])))).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
  for (const { release } of held) release('done');
  expect(codes(await batchOf(await answer))).toEqual([
    [0, undefined],
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [4, 42900],
    [5, 42900],
    [6, 42900],
  ]);
  expect((await ada.post(ping('again'))).status).toBe(200);
});

test('counts every request of a batch among those that the server takes', async () => {
  const { server } = testServer({ limits: { inFlight: 10 } });
  const calls = heldTool(server);
  const session = await openSession(server, { protocolVersion });
  const answer = session.post(holds(20));
  const held = [];
  for (let count = 0; count < 9; count++) held.push(await calls.next());
  expect((await session.post(ping('more'))).status).toBe(503);
  for (const { release } of held) release('done');
  const answers = codes(await batchOf(await answer));
  expect(answers.filter(([, code]) => code === undefined)).toHaveLength(9);
  expect(answers.filter(([, code]) => code === 50300)).toHaveLength(11);
  expect((await session.post(ping('again'))).status).toBe(200);
});

test('shows every message of a batch to plugins, each with its own size, and refuses those alone that they refuse', async () => {
  const seen: Pick<Message, 'method' | 'id' | 'bytes'>[] = [];
  const { server } = testServer();
  server.use({
    name: 'looks',
    receive({ method, id, bytes }) {
      seen.push({ method, id, bytes });
      if (id === 'refused' || method === 'notifications/refused') throw new Error('hunter2');
    },
  });
  const session = await openSession(server, { protocolVersion });
  seen.length = 0;
  const batch = [
    toolCall(1, 'echo', { text: 'ü'.repeat(100) }),
    ping('refused'),
    { jsonrpc: '2.0', method: 'notifications/refused' },
    { jsonrpc: '2.0', id: 7, result: {} },
    ping(2),
  ];
  const response = await session.post(batch);
  const text = await response.clone().text();
  expect(text).not.toContain('hunter2');
  expect(codes(await batchOf(response))).toEqual([
    [1, undefined],
    [2, undefined],
    ['refused', -32603],
  ]);
  expect(seen).toHaveLength(5);
  expect(seen).toEqual(
    expect.arrayContaining(
      batch.map((message) => ({
        method: Reflect.get(message, 'method'),
        id: Reflect.get(message, 'id'),
        bytes: Buffer.byteLength(JSON.stringify(message)),
      })),
    ),
  );
});

test('becomes a stream once a request reports, on which each answer is an event of its own', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server, { protocolVersion });
  const answer = session.post([
    ping('quick'),
    toolCall('a', 'hold', {}, { progressToken: 'a' }),
    toolCall('b', 'hold', {}, { progressToken: 'b' }),
  ]);
  const [a, b] = [await calls.next(), await calls.next()];
  a.call.progress(1);
  const reader = new EventReader(await answer);
  expect(await reader.message()).toMatchObject({ params: { progressToken: 'a' } });
  b.call.progress(1);
  expect(await reader.message()).toMatchObject({ params: { progressToken: 'b' } });
  b.release('done');
  expect(await reader.message()).toMatchObject({ id: 'b' });
  await reader.leave();
  a.release('done');
  // What was ready before the stream began comes at its end.
  const rest = await session.listen({ 'last-event-id': reader.lastEventId ?? '' });
  expect((await messagesOf(rest)).map(({ id }) => id).sort()).toEqual(['a', 'quick']);
});

test('answers a client that accepts only streams with an event for each answer', async () => {
  const { server } = testServer();
  const session = await openSession(server, { protocolVersion });
  const response = await session.post([ping(1), ping(2)], { accept: 'text/event-stream' });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(codes(await messagesOf(response))).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
});

test('answers what the session has in flight of a batch when it is deleted', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server, { protocolVersion });
  const answer = session.post([toolCall(1, 'hold', {}, { progressToken: 1 }), toolCall(2, 'hold')]);
  (await calls.next()).call.progress(1);
  await session.end();
  const [, ...answers] = await messagesOf(await answer);
  expect(answers).toMatchObject([
    { id: 1, result: { isError: true } },
    { id: 2, result: { isError: true } },
  ]);
});
