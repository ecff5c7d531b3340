import { describe, expect, it, test } from '@jest/globals';
import type { Call, Handler, Plugin } from '@toolgate/core';
import { z } from 'zod';
import { able, accept, askedKeys, modernRequest, modernWire, nextRound, textOf } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const annotations = { readOnlyHint: true };
const question = { message: '?', form: { value: z.string() } };

/** A server with a tool `ask` of this handler. */
function asking(handler: (call: Call) => unknown, ...plugins: Plugin[]) {
  const { server, log } = testServer({ requestState: { keys: ['a key that is long enough for this'] } });
  for (const plugin of plugins) server.use(plugin);
  server.tool('ask', { description: 'Asks', annotations }, (_input, call) => handler(call));
  return { server, log, wire: modernWire(server, { capabilities: able }) };
}

describe('a handler that has asked has no result of its own, whatever it makes of that', () => {
  it.each<[string, (call: Call) => unknown]>([
    ['catches it and returns', (call) => call.elicit('a', question).catch(() => 'a default')],
    [
      'catches it and throws',
      (call) =>
        call.elicit('a', question).catch(() => {
          throw new Error('password=x');
        }),
    ],
    [
      'does not wait',
      (call) => {
        void call.elicit('a', question);
        return 'done';
      },
    ],
    [
      'does not wait and throws',
      (call) => {
        void call.elicit('a', question);
        throw new Error('password=x');
      },
    ],
    [
      'does not wait for several in one',
      (call) => {
        void call.ask({ a: { elicit: question } });
        return 'done';
      },
    ],
    ['races it', (call) => Promise.race([call.elicit('a', question), Promise.resolve('first')])],
    ['looks at how it settles', async (call) => (await Promise.allSettled([call.elicit('a', question)])).length],
  ])('%s', async (_how, handler) => {
    const { wire, log } = asking(handler);
    const first = await wire.call('ask');
    expect(first.result).toMatchObject({ resultType: 'input_required' });
    expect(askedKeys(first)).toEqual(['a']);
    expect(log.records).toEqual([]);
    const second = await wire.call('ask', {}, nextRound(first, { a: accept({ value: 'x' }) }));
    expect(second.result).toMatchObject({ resultType: 'complete' });
  });
});

test('two questions that are put together travel together, in either way of waiting', async () => {
  for (const handler of [
    (call: Call) => Promise.all([call.elicit('a', question), call.elicit('b', question)]),
    async (call: Call) => {
      const [a, b] = [call.elicit('a', question), call.elicit('b', question)];
      return [await a, await b];
    },
  ]) {
    const { wire } = asking(async (call) => JSON.stringify(await handler(call)));
    const first = await wire.call('ask');
    expect(askedKeys(first)).toEqual(['a', 'b']);
    const second = await wire.call('ask', {}, nextRound(first, { b: accept({ value: 'second' }) }));
    expect(askedKeys(second)).toEqual(['a']);
    const third = await wire.call('ask', {}, nextRound(second, { a: accept({ value: 'first' }) }));
    expect(JSON.parse(String(textOf(third)))).toMatchObject([
      { content: { value: 'first' } },
      { content: { value: 'second' } },
    ]);
  }
});

test('one key for two questions is a mistake of the handler, told to the log when the first is answered', async () => {
  const { wire, log } = asking(async (call) => [await call.elicit('a', question), await call.roots('a')]);
  const first = await wire.call('ask');
  expect(askedKeys(first)).toEqual(['a']);
  const second = await wire.call('ask', {}, nextRound(first, { a: accept({ value: 'x' }) }));
  expect(second.result).toMatchObject({ isError: true, _meta: { 'toolgate/error': { code: 'INTERNAL' } } });
  expect(log.records).toMatchObject([{ level: 'error', fields: { err: { message: expect.stringContaining('"a"') } } }]);
});

/** A plugin of the stage `guard` that calls `next` again when it fails, and says how often. */
function retrying(calls: string[]): Plugin {
  const wrap =
    (next: Handler): Handler =>
    async (call) => {
      for (let attempt = 1; ; attempt++) {
        try {
          calls.push(`attempt ${attempt}`);
          return await next(call);
        } catch (error) {
          if (attempt === 3) throw error;
        }
      }
    };
  return { name: 'retry', stage: 'guard', wrap };
}

test('a retry sees no failure in a question', async () => {
  const calls: string[] = [];
  const { wire } = asking(async (call) => JSON.stringify(await call.elicit('a', question)), retrying(calls));
  const first = await wire.call('ask');
  expect(calls).toEqual(['attempt 1']);
  await wire.call('ask', {}, nextRound(first, { a: accept({ value: 'x' }) }));
  expect(calls).toEqual(['attempt 1', 'attempt 1']);
});

test('an attempt that fails after an answer is repeated with the answer', async () => {
  const calls: string[] = [];
  let failures = 2;
  const { wire } = asking(async (call) => {
    const { action } = await call.elicit('a', question);
    if (failures-- > 0) throw new Error('not yet');
    return action;
  }, retrying(calls));
  const first = await wire.call('ask');
  expect(textOf(await wire.call('ask', {}, nextRound(first, { a: { action: 'decline' } })))).toBe('decline');
  expect(calls).toEqual(['attempt 1', 'attempt 1', 'attempt 2', 'attempt 3']);
});

test('what comes between handler and client is told apart by its key', async () => {
  const seen: string[] = [];
  const wrap =
    (next: Handler): Handler =>
    async (call) => {
      const result = await next(call);
      seen.push('inputRequests' in result ? 'asked' : 'answered');
      return result;
    };
  const { wire } = asking((call) => call.elicit('a', question), { name: 'watch', stage: 'observe', wrap });
  const first = await wire.call('ask');
  await wire.call('ask', {}, nextRound(first, { a: { action: 'cancel' } }));
  expect(seen).toEqual(['asked', 'answered']);
});

test('a question that is not waited for leaves nothing unhandled over stdio either', async () => {
  const { server } = asking((call) => {
    void call.elicit('a', question);
    void call.ask({ b: { roots: true }, c: { elicit: question } });
    return 'done';
  });
  const pipe = new StdioPipe(server);
  const reply = await pipe.send(modernRequest('tools/call', { name: 'ask' }, { capabilities: able })).next();
  expect(askedKeys(reply)).toEqual(['a', 'b', 'c']);
});
