import { expect, test } from '@jest/globals';
import { heldTool } from '../support/held-tool.js';
import { cancelled } from '../support/messages.js';
import { modernRequest, modernWire } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

/** A server whose tool takes three steps. */
function stepping() {
  const { server, clock } = testServer();
  server.tool('steps', { description: 'Steps' }, (_input, call) => {
    for (let step = 1; step <= 3; step++) call.progress(step, 3, `step ${step}`);
    call.progress(2);
    call.progress(Number.NaN);
    return 'done';
  });
  return { server, clock };
}

test.each(['progress-test-1', 7, 0, '', '7', -3])(
  'progress travels under the token %j, of its type, on the stream of its request',
  async (progressToken) => {
    const { server } = stepping();
    const reply = await modernWire(server).call('steps', {}, {}, { meta: { progressToken } });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    const steps = [1, 2, 3].map((progress) => ({
      jsonrpc: '2.0',
      method: 'notifications/progress',
      params: { progressToken, progress, total: 3, message: `step ${progress}` },
    }));
    expect(reply.messages.slice(0, -1)).toEqual(steps);
    expect(reply.messages.at(-1)).toMatchObject({
      id: 1,
      result: { content: [{ text: 'done' }], resultType: 'complete' },
    });
  },
);

test('without a token there is no progress, and the answer is JSON', async () => {
  const { server } = stepping();
  const reply = await modernWire(server).call('steps');
  expect([reply.messages.length, reply.headers.get('content-type')]).toEqual([1, 'application/json']);
});

test('prompts and resources have progress too', async () => {
  const { server } = testServer();
  server.prompt('hi', { description: 'Hi' }, (_input, call) => {
    call.progress(1);
    return 'hi';
  });
  server.resource('readme', { uri: 'test://readme' }, (_variables, call) => {
    call.progress(1);
    return 'text';
  });
  const { ask } = modernWire(server);
  for (const [method, params] of [
    ['prompts/get', { name: 'hi' }],
    ['resources/read', { uri: 'test://readme' }],
  ] as const) {
    const { messages } = await ask(method, params, { meta: { progressToken: 't' } });
    expect(messages).toMatchObject([
      { method: 'notifications/progress' },
      { id: 1, result: { resultType: 'complete' } },
    ]);
  }
});

test('two callers with one token and one id hear each of their own call', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = modernWire(server);
  const replies = ['ada', 'bob'].map((label) =>
    wire.call('hold', { label }, {}, { id: 5, meta: { progressToken: 5 } }),
  );
  const [first, second] = [await calls.next(), await calls.next()];
  second.call.progress(2);
  first.call.progress(1);
  second.release('second');
  first.release('first');
  const [ada, bob] = await Promise.all(replies);
  expect(ada?.messages).toMatchObject([
    { params: { progress: 1 } },
    { id: 5, result: { content: [{ text: 'first' }] } },
  ]);
  expect(bob?.messages).toMatchObject([
    { params: { progress: 2 } },
    { id: 5, result: { content: [{ text: 'second' }] } },
  ]);
});

test('nothing follows the answer, whatever the handler goes on to do', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const meta = { progressToken: 1, 'io.modelcontextprotocol/logLevel': 'debug' };
  const pipe = new StdioPipe(server);
  pipe.send(modernRequest('tools/call', { name: 'hold' }, { id: 1, meta }));
  const reply = modernWire(server).call('hold', {}, {}, { meta });
  const both = [await calls.next(), await calls.next()];
  for (const { call, release } of both) {
    for (let step = 1; step < 30; step++) call.progress(step);
    release('done');
  }
  await clock.advance(0);
  for (const { call } of both) {
    call.progress(99);
    call.message('emergency', 'late');
    await call.elicit('late', { message: '?', url: 'https://a.example' }).catch(() => undefined);
  }
  await clock.advance(10_000);
  const { messages } = await reply;
  expect(messages.at(-1)).toMatchObject({ id: 1, result: {} });
  expect(messages.at(-2)).toMatchObject({ params: { progress: 29 } });
  pipe.input.end();
  await pipe.done;
  const lines = [];
  while (pipe.received.size > 0) lines.push(await pipe.next());
  expect(lines.at(-1)).toMatchObject({ id: 1, result: {} });
  expect(lines.filter(({ id }) => id === 1)).toHaveLength(1);
});

test('over stdio a cancelled request has no more progress, not even what was held back', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const pipe = new StdioPipe(server);
  pipe.send(modernRequest('tools/call', { name: 'hold' }, { meta: { progressToken: 't' } }));
  const { call } = await calls.next();
  for (let step = 1; step <= 30; step++) call.progress(step);
  const before = pipe.received.size;
  expect(before).toBeGreaterThan(0);
  pipe.send(cancelled(1));
  await pipe.send(modernRequest('tools/list', {}, { id: 'list' }));
  while ((await pipe.next()).id !== 'list');
  call.progress(31);
  await clock.advance(10_000);
  expect(pipe.received.size).toBe(0);
});
