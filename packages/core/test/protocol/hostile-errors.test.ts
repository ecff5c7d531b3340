import { expect, test } from '@jest/globals';
import { ToolError, ToolgateError } from '@toolgate/core';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const dsn = 'postgres://app:hunter2@db.internal/prod';

class Odd extends Error {
  override readonly name = 'OddError';
}

const throwing = () => {
  throw new Error(dsn);
};
const throwingOdd = () => {
  throw hostile(throwing);
};

/** A value none of whose traps can be touched. */
function hostile(trap: () => never, target: object = {}): object {
  return new Proxy(target, {
    get: trap,
    has: trap,
    ownKeys: trap,
    getPrototypeOf: trap,
    getOwnPropertyDescriptor: trap,
  });
}

const thrown: [string, () => unknown][] = [
  ['null', () => null],
  ['undefined', () => undefined],
  ['a text', () => dsn],
  ['a number', () => 7],
  ['a symbol', () => Symbol(dsn)],
  ['a plain object', () => ({ message: dsn, code: 'RATE_LIMITED' })],
  ['an error with a DSN', () => new Error(`connect ${dsn}`)],
  ['an error with a DSN in its cause', () => new Error('no', { cause: new Error(dsn) })],
  ['an aggregate of errors', () => new AggregateError([new Error(dsn)], dsn)],
  ['a subclass', () => new Odd(dsn)],
  [
    'an error whose message is a getter that throws',
    () => Object.defineProperty(new Error(), 'message', { get: throwing }),
  ],
  [
    'an error that calls itself a ToolgateError',
    () => Object.assign(new Error(dsn), { name: 'ToolgateError', code: 'X' }),
  ],
  ['a function', () => throwing],
  ['a Response', () => new Response(dsn, { status: 200 })],
  ['a proxy that throws', () => hostile(throwing)],
  ['a proxy that throws proxies', () => hostile(throwingOdd)],
  ['a proxy of a ToolgateError that throws', () => hostile(throwing, new ToolError('X', dsn))],
];

test.each(thrown)('masks %s: one error, its text in the log alone, under the same id', async (_what, make) => {
  const { server, log } = testServer();
  server.tool('fails', { description: 'Fails' }, () => {
    throw make();
  });
  const wire = await openWire(server);
  const message = await wire.call('fails', {}, 7);
  expect(JSON.stringify(message)).not.toMatch(/hunter2|at .*\.ts:/);
  expect(message).toMatchObject({
    id: 7,
    result: { isError: true, _meta: { 'toolgate/error': { code: 'INTERNAL', retryable: false } } },
  });
  const [, id] =
    /^fails failed\. The server's log says why under ([0-9a-f-]{36})\.$/.exec(message.result?.content[0]?.text ?? '') ??
    [];
  expect(message.result?._meta?.['toolgate/error'].details).toEqual({ correlationId: id });
  expect(log.records.map(({ level }) => level)).toEqual(['error']);
  expect(log.records[0]?.fields).toHaveProperty('correlationId', id);
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
});

test('gives each failure an id of its own, the one the call had all along', async () => {
  const { server } = testServer();
  const seen: string[] = [];
  server.tool('fails', { description: 'Fails' }, (_input, call) => {
    seen.push(call.correlationId);
    throw new Error('no');
  });
  const wire = await openWire(server);
  const answers = [await wire.call('fails'), await wire.call('fails')];
  expect(new Set(seen).size).toBe(2);
  expect(answers.map(({ result }) => result?._meta?.['toolgate/error'].details)).toEqual(
    seen.map((correlationId) => ({ correlationId })),
  );
});

test('answers even when the log cannot write what was thrown', async () => {
  const written: string[] = [];
  const picky = (fields: object, message: string) => {
    if ('err' in fields) throw new Error('cannot serialise');
    written.push(message);
  };
  const log = { debug: picky, info: picky, warn: picky, error: picky };
  const { server } = testServer({ log });
  server.tool('fails', { description: 'Fails' }, () => {
    throw new Error(dsn);
  });
  const message = await (await openWire(server)).call('fails');
  expect(message.result?.isError).toBe(true);
  expect(written).toHaveLength(1);
});

const details: [string, Readonly<Record<string, unknown>>][] = [
  ['a BigInt', { count: 7n }],
  [
    'a circle',
    Object.assign(
      {},
      {
        get self() {
          return this;
        },
      },
    ),
  ],
  ['a getter that throws', Object.defineProperty({}, 'a', { enumerable: true, get: throwing })],
  ['a hostile proxy', { inside: hostile(throwing) }],
];

test.each(details)('leaves out details with %s, and keeps the rest of the error', async (_what, bad) => {
  const { server } = testServer();
  server.tool('fails', { description: 'Fails' }, () => {
    throw new ToolgateError('NO_FIELD', 'There is no field 7.', { details: bad, cause: new Error(dsn) });
  });
  const message = await (await openWire(server)).call('fails');
  expect(message.result).toEqual({
    isError: true,
    content: [{ type: 'text', text: 'There is no field 7.' }],
    _meta: { 'toolgate/error': { code: 'NO_FIELD', retryable: false } },
  });
});

test('passes on message, code, details and retry time of a ToolgateError, and neither its cause nor its stack', async () => {
  const { server } = testServer();
  server.tool('fails', { description: 'Fails' }, () => {
    throw new ToolError('NO_FIELD', 'There is no field 7.', { details: { id: 7 }, retryAfterMs: 1_200, cause: dsn });
  });
  const message = await (await openWire(server)).call('fails');
  expect(message.result).toEqual({
    isError: true,
    content: [{ type: 'text', text: 'There is no field 7, retry in 2 s' }],
    _meta: { 'toolgate/error': { code: 'NO_FIELD', retryable: false, retryAfterMs: 1_200, details: { id: 7 } } },
  });
});

test('rejects and throws alike, at once and later', async () => {
  const { server } = testServer();
  server.tool('throws', { description: 'Throws' }, () => {
    throw new ToolError('NO', 'No.');
  });
  server.tool('rejects', { description: 'Rejects' }, () => Promise.reject(new ToolError('NO', 'No.')));
  server.tool('later', { description: 'Later' }, async () => {
    await Promise.resolve();
    throw new ToolError('NO', 'No.');
  });
  const wire = await openWire(server);
  const answers = await Promise.all([
    wire.call('throws', {}, 1),
    wire.call('rejects', {}, 2),
    wire.call('later', {}, 3),
  ]);
  expect(new Set(answers.map(({ result }) => JSON.stringify(result))).size).toBe(1);
});
