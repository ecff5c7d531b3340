import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, toolCall } from '../support/messages.js';
import { retryOnce } from '../support/retry-once.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

test('answers a call that never settles after 60 seconds, once, and aborts its signal', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  const { call } = await calls.next();
  await clock.advance(59_999);
  expect(call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(call.signal.aborted).toBe(true);
  expect(await messagesOf(await answer)).toMatchObject([
    {
      id: 1,
      result: {
        isError: true,
        content: [{ text: 'hold took longer than 60 s.' }],
        _meta: { 'toolgate/error': { code: 'TIMEOUT', retryable: true } },
      },
    },
  ]);
});

test('drops a result and an error that come too late, and goes on', async () => {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  for (const finish of ['release', 'fail'] as const) {
    const answer = wire.post(toolCall(1, 'hold'));
    const held = await calls.next();
    await clock.advance(60_000);
    held[finish]('late');
    expect(await messagesOf(await answer)).toMatchObject([{ result: { isError: true } }]);
  }
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
  expect(log.records).toEqual([]);
});

test('keeps to the timeout of the tool', async () => {
  const { server, clock } = testServer();
  const never = () => new Promise<string>(() => undefined);
  server.tool('quick', { description: 'Quick', timeout: '250ms' }, never);
  const wire = await openWire(server);
  const answer = wire.call('quick');
  await clock.advance(250);
  expect((await answer).result?.content[0]?.text).toBe('quick took longer than 0.25 s.');
});

test('ends a call at the deadline of the server, whatever its timeout and its progress', async () => {
  const { server, clock } = testServer({ deadline: '2m' });
  server.tool('endless', { description: 'Endless', timeout: '1h' }, async (_input, call) => {
    const signal = call.signal;
    for (let step = 1; !signal.aborted; step++) {
      call.progress(step);
      await new Promise<void>((resolve) => void clock.schedule(1_000, resolve));
    }
    return 'never seen';
  });
  const wire = await openWire(server);
  const reading = wire.post(toolCall(1, 'endless', {}, { progressToken: 1 })).then(messagesOf);
  await clock.advance(120_000);
  const messages = await reading;
  expect(messages.at(-1)).toMatchObject({
    id: 1,
    result: { isError: true, content: [{ text: 'endless took longer than any call may (120 s).' }] },
  });
  expect(messages.length).toBeGreaterThan(100);
});

test('has a deadline of ten minutes unless told otherwise', async () => {
  const { server, clock } = testServer();
  server.tool('endless', { description: 'Endless', timeout: '1h' }, () => new Promise<string>(() => undefined));
  const wire = await openWire(server);
  const answer = wire.call('endless');
  await clock.advance(600_000);
  expect((await answer).result?.content[0]?.text).toContain('(600 s)');
});

test('ends a plugin that waits before the handler at the deadline', async () => {
  const { server, clock } = testServer({ deadline: '1m' });
  let reached = false;
  server.use({ name: 'stuck', stage: 'limit', wrap: () => () => new Promise(() => undefined) });
  server.tool('unreached', { description: 'Unreached' }, () => {
    reached = true;
  });
  const wire = await openWire(server);
  const answer = wire.call('unreached');
  await clock.advance(60_000);
  expect((await answer).result?.isError).toBe(true);
  expect(reached).toBe(false);
});

test('ends input that is checked asynchronously without end at the deadline', async () => {
  const { server, clock } = testServer({ deadline: '1m' });
  const text = z.string().refine(() => new Promise<boolean>(() => undefined));
  server.tool('checks', { description: 'Checks', input: { text } }, () => 'never');
  const wire = await openWire(server);
  const answer = wire.call('checks', { text: 'x' });
  await clock.advance(60_000);
  expect((await answer).result?.isError).toBe(true);
});

test('times calls one by one', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const first = wire.post(toolCall(1, 'hold'));
  await calls.next();
  await clock.advance(30_000);
  const second = wire.post(toolCall(2, 'hold'));
  const held = await calls.next();
  await clock.advance(30_000);
  expect(await messagesOf(await first)).toMatchObject([{ id: 1, result: { isError: true } }]);
  expect(held.call.signal.aborted).toBe(false);
  held.release('in time');
  expect(await messagesOf(await second)).toMatchObject([{ id: 2, result: { content: [{ text: 'in time' }] } }]);
});

test.each(['answered', 'failed', 'thrown by a plugin'])(
  'leaves the signal of a call that has been %s alone',
  async (how) => {
    const { server, clock } = testServer();
    let signal: AbortSignal | undefined;
    server.use({
      name: 'looking',
      stage: 'observe',
      wrap: (next) => (call) => {
        signal = call.signal;
        if (how === 'thrown by a plugin') throw new Error('no');
        return next(call);
      },
    });
    server.tool('ends', { description: 'Ends' }, () => {
      if (how === 'failed') throw new Error('no');
    });
    const wire = await openWire(server);
    await wire.call('ends');
    await clock.advance(3_600_000);
    expect(signal?.aborted).toBe(false);
  },
);

test('ends the derived signal of a retry with the call', async () => {
  const { server, clock } = testServer({ deadline: '1m' });
  const signals: AbortSignal[] = [];
  server.use({
    name: 'deriving',
    stage: 'guard',
    wrap: (next) => (call) => next(call.derive({ signal: new AbortController().signal })),
  });
  server.tool('endless', { description: 'Endless', timeout: '1h' }, (_input, call) => {
    signals.push(call.signal);
    return new Promise<string>(() => undefined);
  });
  const wire = await openWire(server);
  const answer = wire.call('endless');
  await clock.advance(60_000);
  await answer;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('leaves the signal of an attempt that is over alone when a later one times out', async () => {
  const { server, clock } = testServer({ deadline: '10s' });
  const signals: AbortSignal[] = [];
  server.use({
    name: 'retrying',
    stage: 'guard',
    wrap: retryOnce,
  });
  server.tool('fails', { description: 'Fails once, then hangs' }, (_input, { signal }) => {
    signals.push(signal);
    return signals.length === 1 ? Promise.reject(new Error('no')) : new Promise<string>(() => undefined);
  });
  const wire = await openWire(server);
  const answer = wire.call('fails');
  await clock.advance(10_000);
  expect((await answer).result?.isError).toBe(true);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});
