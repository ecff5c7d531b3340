import { expect, test } from '@jest/globals';
import { leastMeta } from '../protocol/modern/modern-messages.js';
import { heldTool } from '../support/held-tool.js';
import { ping, type SentMessage, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

/** A client on stdio, of the one revision that has batches unless another is named. */
async function client(revision = '2025-03-26') {
  const { server, ...rest } = testServer({ limits: { inFlightPerCaller: 5 } });
  const calls = heldTool(server);
  return { server, calls, pipe: await new StdioPipe(server).initialized(revision), ...rest };
}

/** The next line, which is a batch of answers. */
async function batch(pipe: StdioPipe): Promise<readonly SentMessage[]> {
  const line: unknown = await pipe.next();
  if (!Array.isArray(line)) throw new Error(`The line is no batch: ${JSON.stringify(line)}`);
  return line;
}

test('answers a batch in one line, once everything in it has been answered', async () => {
  const { pipe, calls } = await client();
  pipe.send([toolCall(1, 'hold'), { jsonrpc: '2.0', method: 'notifications/initialized' }, ping(2)]);
  const { release } = await calls.next();
  pipe.send(ping('between'));
  expect(await pipe.next()).toMatchObject({ id: 'between' });
  release('done');
  const answers = await batch(pipe);
  expect(new Set(answers.map(({ id }) => id))).toEqual(new Set([1, 2]));
});

test('sends what a request reports at once, ahead of the batch', async () => {
  const { pipe, calls } = await client();
  pipe.send([toolCall(1, 'hold', {}, { progressToken: 't' })]);
  const { call, release } = await calls.next();
  call.progress(1);
  expect(await pipe.next()).toMatchObject({ method: 'notifications/progress' });
  release('done');
  expect(await batch(pipe)).toMatchObject([{ id: 1, result: {} }]);
});

test('answers nothing to a batch without requests, and to one that was cancelled', async () => {
  const { pipe, calls } = await client();
  pipe.send([
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', id: 1, result: {} },
  ]);
  pipe.send([toolCall(1, 'hold')]);
  await calls.next();
  pipe.send([{ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }]);
  expect(await pipe.send(ping('next')).next()).toMatchObject({ id: 'next' });
});

test('counts every request of a batch for the one caller there is', async () => {
  const { pipe, calls } = await client();
  pipe.send(Array.from({ length: 7 }, (_, id) => toolCall(id, 'hold')));
  const held = [];
  for (let count = 0; count < 5; count++) held.push(await calls.next());
  for (const { release } of held) release('done');
  const refused = (await batch(pipe)).filter(({ error }) => error !== undefined);
  expect(refused).toMatchObject([
    { id: 5, error: { code: 42900 } },
    { id: 6, error: { code: 42900 } },
  ]);
});

test.each([
  ['an empty one', []],
  ['one of 101', Array.from({ length: 101 }, (_, id) => ping(id))],
  ['one with a message of 2026-07-28', [ping(), { ...ping(2), params: { _meta: leastMeta } }]],
])('refuses %s as a whole, and goes on', async (_what, messages) => {
  const { pipe } = await client();
  expect(await pipe.send(messages).next()).toEqual({
    jsonrpc: '2.0',
    error: expect.objectContaining({ code: -32600 }),
  });
  expect(await pipe.send(ping()).next()).toMatchObject({ id: 1, result: {} });
});

test.each(['2024-11-05', '2025-06-18', '2025-11-25'])('refuses a batch in %s', async (revision) => {
  const { pipe } = await client(revision);
  expect(await pipe.send([ping()]).next()).toMatchObject({ error: { code: -32600 } });
});

test('refuses a batch before initialize, and initialize in a batch', async () => {
  const { server } = testServer();
  const pipe = new StdioPipe(server);
  expect(await pipe.send([initialize('2025-03-26')]).next()).toMatchObject({ error: { code: -32600 } });
  await pipe.initialized('2025-03-26');
  pipe.send([initialize(), ping(1)]);
  const answers = await batch(pipe);
  expect(answers.find(({ id }) => id === 'init')).toMatchObject({ error: { code: -32600 } });
});
