import { describe, expect, it, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { able, accept, askedKeys, modernWire, nextRound, taskable, textOf } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const question = { message: '?', form: { value: z.string() } };

/** A server with a tool of this handler, and a client that asks again until it has a result. */
function running(handler: (call: Call) => unknown) {
  const { server, log } = testServer();
  server.tool('make', { description: 'Makes' }, (_input, call) => handler(call));
  const wire = modernWire(server, { capabilities: able });
  const finish = async () => {
    let reply = await wire.call('make');
    while (reply.result?.resultType === 'input_required') {
      const keys = askedKeys(reply);
      const answers = Object.fromEntries(keys.map((key) => [key, accept({ value: key })]));
      reply = await wire.call('make', {}, nextRound(reply, answers));
    }
    return reply;
  };
  return { server, log, wire, finish };
}

test('work runs once over all rounds, and every round has its value', async () => {
  const ran: string[] = [];
  const seen: unknown[] = [];
  const { finish } = running(async (call) => {
    for (const name of ['order', 'ticket']) {
      seen.push(await call.once(name, () => ({ id: `${name} ${ran.push(name)}` })));
      await call.elicit(`after ${name}`, question);
    }
    return 'made';
  });
  expect(textOf(await finish())).toBe('made');
  expect(ran).toEqual(['order', 'ticket']);
  const [order, ticket] = [{ id: 'order 1' }, { id: 'ticket 2' }];
  expect(seen).toEqual([order, order, ticket, order, ticket]);
});

test('work that is begun twice at once runs once, and so does one without a question after it', async () => {
  let ran = 0;
  const { finish } = running(async (call) => {
    const work = async () => {
      await Promise.resolve();
      return ++ran;
    };
    return JSON.stringify(await Promise.all([call.once('a', work), call.once('a', work), call.once('b', work)]));
  });
  expect(textOf(await finish())).toBe('[1,1,2]');
});

test('every call has its own work, whoever else is in the middle of one', async () => {
  let ran = 0;
  const { wire } = running(async (call) => {
    const id = await call.once('id', () => ++ran);
    await call.elicit('a', question);
    return `order ${id}`;
  });
  const [one, two] = [await wire.call('make'), await wire.call('make')];
  const last = { a: accept({ value: 'x' }) };
  expect(textOf(await wire.call('make', {}, nextRound(two, last)))).toBe('order 2');
  expect(textOf(await wire.call('make', {}, nextRound(one, last)))).toBe('order 1');
});

test.each<[string, () => unknown]>([
  ['throws at once', () => fail()],
  ['rejects', () => Promise.reject(new Error('password=x'))],
])('work that %s is not done: it may be tried again, in the same run and in the next', async (_how, broken) => {
  let tries = 0;
  const { finish } = running(async (call) => {
    const work = () => (++tries < 3 ? broken() : 'made');
    await call.once('a', work).catch(() => undefined);
    await call.elicit('first', question);
    return call.once('a', work);
  });
  expect(textOf(await finish())).toBe('made');
  expect(tries).toBe(3);
});

function fail(): never {
  throw new Error('password=x');
}

describe('a value is JSON of at most 4 KB', () => {
  it.each<[string, unknown]>([
    ['larger', 'x'.repeat(4_096)],
    ['larger in bytes', '💥'.repeat(1_024)],
    ['a bigint', 1n],
    ['circular', circular()],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
  ])('not %s', async (_what, value) => {
    const { finish, log } = running((call) => call.once('a', () => value));
    expect((await finish()).result).toMatchObject({ isError: true, _meta: { 'toolgate/error': { code: 'INTERNAL' } } });
    expect(log.records).toMatchObject([{ level: 'error', fields: { err: expect.any(TypeError) } }]);
  });

  it.each<[string, unknown, unknown]>([
    ['as large as can be', 'x'.repeat(4_094), 'x'.repeat(4_094)],
    ['nothing', undefined, null],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['with undefined members', { a: undefined, b: [undefined] }, { b: [null] }],
  ])('%s comes back as JSON in every round', async (_what, value, expected) => {
    const seen: unknown[] = [];
    const { finish } = running(async (call) => {
      seen.push(await call.once('a', () => value));
      await call.elicit('q', question);
    });
    await finish();
    expect(seen).toEqual([expected, expected]);
  });

  it('and what a handler does to it later is its own affair', async () => {
    const seen: unknown[] = [];
    const { finish } = running(async (call) => {
      const list = await call.once('a', (): string[] => []);
      seen.push([...list]);
      list.push('mine');
      seen.push(await call.once('a', () => ['never']));
      await call.elicit('q', question);
    });
    await finish();
    expect(seen).toEqual([[], [], [], []]);
  });
});

test('what must be remembered has room for 64 KB of state, and no more', async () => {
  const { wire } = running(async (call) => {
    for (let index = 0; index < 20; index++) await call.once(`work ${index}`, () => 'x'.repeat(4_000));
    await call.elicit('a', question);
  });
  const reply = await wire.call('make');
  expect(reply.result).toMatchObject({ isError: true, _meta: { 'toolgate/error': { code: 'STATE_TOO_LARGE' } } });
});

test('once counts in a task as well', async () => {
  const { server } = testServer();
  let ran = 0;
  server.tool('make', { description: 'Makes', task: 'required' }, async (_input, call) =>
    JSON.stringify(await Promise.all([call.once('a', () => ++ran), call.once('a', () => ++ran)])),
  );
  const wire = modernWire(server, { capabilities: taskable });
  const { result } = await wire.call('make');
  const done = await wire.ask('tasks/get', { taskId: result?.taskId });
  expect(done.result).toMatchObject({ status: 'completed', result: { content: [{ text: '[1,1]' }] } });
});

/** A value that contains itself. */
function circular(): object {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}
