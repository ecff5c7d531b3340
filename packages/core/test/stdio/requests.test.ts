import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { ToolgateError } from '@toolgate/core';
import { heldTool } from '../support/held-tool.js';
import { cancelled, ping, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

function held() {
  const { server, ...rest } = testServer();
  const calls = heldTool(server);
  return { server, calls, pipe: new StdioPipe(server), ...rest };
}

test.each([
  ['tools/list', { jsonrpc: '2.0', id: 1, method: 'tools/list' }],
  ['tools/call', toolCall(1)],
])('refuses %s before initialize and serves it afterwards', async (_method, request) => {
  const { pipe } = held();
  expect(await pipe.send(request).next()).toMatchObject({ id: 1, error: { code: -32600 } });
  await pipe.initialized();
  expect(await pipe.send(request).next()).toMatchObject({ id: 1, result: {} });
});

test('answers ping before initialize, and an unknown method as unknown', async () => {
  const { pipe } = held();
  expect(await pipe.send(ping()).next()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  const discover = { jsonrpc: '2.0', id: 2, method: 'server/discover' };
  expect(await pipe.send(discover).next()).toMatchObject({ id: 2, error: { code: -32601 } });
});

test('refuses a second initialize and keeps the first', async () => {
  const { server, pipe } = held();
  server.tool('titled', { description: 'Titled', title: 'Titled' }, () => 'x');
  await pipe.initialized('2024-11-05');
  expect(await pipe.send(initialize('2025-11-25')).next()).toMatchObject({ id: 'init', error: { code: -32600 } });
  const list = await pipe.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }).next();
  expect(JSON.stringify(list)).not.toContain('"title"');
});

test('answers concurrent requests as they finish, in whatever order', async () => {
  const { pipe, calls } = held();
  await pipe.initialized();
  for (const id of [1, '1', 2]) pipe.send(toolCall(id, 'hold'));
  const all = [await calls.next(), await calls.next(), await calls.next()];
  expect(await pipe.send(ping('fast')).next()).toMatchObject({ id: 'fast' });
  for (const { call, release } of all.toReversed()) {
    release(`for ${call.requestId}`);
    expect(await pipe.next()).toMatchObject({
      id: call.requestId,
      result: { content: [{ text: `for ${call.requestId}` }] },
    });
  }
});

test('answers the first of two requests with one id and refuses the second', async () => {
  const { pipe, calls } = held();
  await pipe.initialized();
  pipe.send(toolCall(0, 'hold'));
  const { release } = await calls.next();
  expect(await pipe.send(toolCall(0)).next()).toMatchObject({ id: 0, error: { code: -32600 } });
  release('first');
  expect(await pipe.next()).toMatchObject({ id: 0, result: { content: [{ text: 'first' }] } });
});

test('cancels a request and answers nothing', async () => {
  const { pipe, calls } = held();
  await pipe.initialized();
  pipe.send(toolCall(0, 'hold'));
  const { call, release } = await calls.next();
  pipe.send(cancelled(0)).send(ping());
  expect(await pipe.next()).toMatchObject({ id: 1 });
  expect(call.signal.aborted).toBe(true);
  release('late');
  pipe.input.end();
  await pipe.done;
  expect(pipe.received.size).toBe(0);
});

test('reports progress ahead of the answer', async () => {
  const { pipe, calls } = held();
  await pipe.initialized();
  pipe.send(toolCall(1, 'hold', {}, { progressToken: 0 }));
  const { call, release } = await calls.next();
  call.progress(1, 2);
  expect(await pipe.next()).toMatchObject({
    method: 'notifications/progress',
    params: { progressToken: 0, progress: 1 },
  });
  release('done');
  expect(await pipe.next()).toMatchObject({ id: 1 });
  call.progress(2, 2);
  expect(await pipe.send(ping(2)).next()).toMatchObject({ id: 2 });
});

test('answers no notification and no response, be it known, unknown or refused by a plugin', async () => {
  const { server } = testServer();
  server.use({
    name: 'refusing',
    receive({ id, method }) {
      if (id === undefined || method === undefined) throw new ToolgateError('FORBIDDEN', 'No notifications.');
    },
  });
  const pipe = new StdioPipe(server);
  await pipe.initialized();
  pipe.send({ jsonrpc: '2.0', method: 'notifications/initialized' }).send({ jsonrpc: '2.0', method: 'nope' });
  pipe.send({ jsonrpc: '2.0', id: 9, result: {} });
  expect(await pipe.send(ping()).next()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
});

test('answers what is pending when the input ends, and then resolves', async () => {
  const { pipe, calls, clock } = held();
  await pipe.initialized();
  pipe.send(toolCall(1, 'hold')).send(toolCall(2, 'hold'));
  const [one, two] = [await calls.next(), await calls.next()];
  let done = false;
  const ended = pipe.done.then(() => {
    done = true;
  });
  const inputEnded = once(pipe.input, 'end');
  pipe.input.end();
  await inputEnded;
  one.release('one');
  expect(await pipe.next()).toMatchObject({ id: 1 });
  await clock.advance(0);
  expect(done).toBe(false);
  two.fail(new Error('two'));
  expect(await pipe.next()).toMatchObject({ id: 2, result: { isError: true } });
  await ended;
});

test('ends what never settles at its timeout, after the end of the input', async () => {
  const { pipe, calls, clock } = held();
  await pipe.initialized();
  pipe.send(toolCall(1, 'hold')).input.end();
  await calls.next();
  await clock.advance(60_000);
  expect(await pipe.next()).toMatchObject({ id: 1, result: { isError: true } });
  await pipe.done;
});

test('answers a call that throws something hostile, to its id', async () => {
  const { server, pipe } = held();
  const trap = () => {
    throw new Error('hunter2');
  };
  server.tool('fails', { description: 'Fails' }, () => {
    throw new Proxy({}, { get: trap, getPrototypeOf: trap });
  });
  await pipe.initialized();
  const message = await pipe.send(toolCall(1, 'fails')).next();
  expect(message).toMatchObject({ id: 1, result: { isError: true } });
  expect(JSON.stringify(message)).not.toContain('hunter2');
});

test('keeps two stdio servers of one process apart', async () => {
  const [one, two] = [held(), held()];
  await one.pipe.initialized();
  await two.pipe.initialized();
  one.pipe.send(toolCall(1, 'hold'));
  two.pipe.send(toolCall(1, 'hold'));
  (await two.calls.next()).release('two');
  (await one.calls.next()).release('one');
  expect(await one.pipe.next()).toMatchObject({ result: { content: [{ text: 'one' }] } });
  expect(await two.pipe.next()).toMatchObject({ result: { content: [{ text: 'two' }] } });
});
