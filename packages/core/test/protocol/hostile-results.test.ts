import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { testServer } from '../support/test-server.js';
import { openWire, type WireMessage } from '../support/wire.js';

const secret = 'postgres://app:hunter2@db.internal/prod';

function circular(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}

function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}

const throwing = () => {
  throw new Error(secret);
};
const hostileProxy = () => new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing });

/** What a tool answers that returns this value, and whether the server serves the next call. */
async function answerTo(make: () => unknown, options: Partial<ServerOptions> = {}): Promise<WireMessage> {
  const { server, log } = testServer(options);
  server.tool('odd', { description: 'Returns something odd' }, make);
  const wire = await openWire(server);
  const message = await wire.call('odd');
  expect((await wire.call('echo', { text: 'next' })).result?.content).toEqual([{ type: 'text', text: 'next' }]);
  expect(JSON.stringify(message)).not.toContain('hunter2');
  const correlationId = correlationOf(message);
  if (correlationId !== undefined) expect(log.records.map(({ fields }) => fields)).toMatchObject([{ correlationId }]);
  return message;
}

function correlationOf(message: WireMessage): unknown {
  const details = message.result?._meta?.['toolgate/error'].details;
  return typeof details === 'object' && details !== null && 'correlationId' in details
    ? details.correlationId
    : undefined;
}

const unserializable: [string, () => unknown, string][] = [
  ['a BigInt', () => 7n, 'BigInt'],
  ['a BigInt inside', () => ({ count: 7n }), 'BigInt'],
  ['a circular object', circular, 'refers to itself'],
  ['an object of 100,000 levels', () => deep(100_000), 'nested too deeply'],
  ['a toJSON that throws', () => ({ toJSON: throwing }), 'toJSON'],
  ['a getter that throws', () => Object.defineProperty({}, 'a', { enumerable: true, get: throwing }), 'throws'],
  ['a function', () => () => 1, 'function'],
  ['a symbol', () => Symbol('s'), 'symbol'],
  ['a Map, which JSON would empty', () => new Map([['a', 1]]), 'Map'],
];

test.each(unserializable)('answers %s with one error that names the problem', async (_what, make, text) => {
  const { result } = await answerTo(make);
  expect(result?.isError).toBe(true);
  expect(result?.content).toEqual([{ type: 'text', text: expect.stringContaining(text) }]);
  expect(result?._meta?.['toolgate/error'].code).toBe('UNSERIALIZABLE_RESULT');
});

const throwers: [string, () => unknown][] = [
  ['a getter called type that throws', () => Object.defineProperty({}, 'type', { enumerable: true, get: throwing })],
  [
    'a getter called content that throws',
    () => Object.defineProperty({}, 'content', { enumerable: true, get: throwing }),
  ],
  ['a getter called then that throws', () => Object.defineProperty({}, 'then', { get: throwing })],
  ['a hostile proxy', hostileProxy],
  ['an object that holds a hostile proxy', () => ({ inside: hostileProxy() })],
  ['a list that holds a hostile proxy', () => [hostileProxy()]],
  [
    'a toJSON that throws a hostile proxy',
    () => ({
      toJSON: () => {
        throw hostileProxy();
      },
    }),
  ],
];

test.each(throwers)('answers %s with one error and keeps its text to the log', async (_what, make) => {
  const { result } = await answerTo(make);
  expect(result).toMatchObject({ isError: true, content: [{ type: 'text' }] });
});

const plain: [string, () => unknown, unknown][] = [
  ['a Date', () => new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ['null', () => null, 'null'],
  ['NaN', () => Number.NaN, 'null'],
  ['false', () => false, 'false'],
  ['an object without prototype', () => Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ['an object with a type of its own', () => ({ type: 'text', body: 'x' }), '{"type":"text","body":"x"}'],
  ['an empty list', () => [], '[]'],
  ['an empty text', () => '', ''],
];

test.each(plain)('answers %s as text', async (_what, make, text) => {
  expect((await answerTo(make)).result).toEqual({ content: [{ type: 'text', text }] });
});

test('answers undefined with no content', async () => {
  expect((await answerTo(() => undefined)).result).toEqual({ content: [] });
});

test('takes a result with content that is no block for data', async () => {
  const bad = { content: [{ type: 'image', data: '*** no base64 ***', mimeType: 'image/png' }] };
  const text = (await answerTo(() => bad)).result?.content[0]?.text ?? '';
  expect(JSON.parse(text)).toEqual(bad);
});

test.each([
  ['a BigInt', { count: 7n }],
  ['a circular object', circular()],
])('answers structured data with %s where the schema lets it pass', async (_what, data) => {
  const { server } = testServer();
  server.tool('odd', { description: 'Odd', output: z.looseObject({}) }, () => ({ fine: 1, ...data }));
  const { result } = await (await openWire(server)).call('odd');
  expect(result).toMatchObject({ isError: true, _meta: { 'toolgate/error': { code: 'UNSERIALIZABLE_RESULT' } } });
});

test('takes a result of exactly the limit and refuses one of a byte more', async () => {
  const overhead = JSON.stringify({ content: [{ type: 'text', text: '' }] }).length;
  const sized = (bytes: number) =>
    answerTo(() => 'é'.repeat((bytes - overhead) / 2), { limits: { result: 500 + overhead } });
  expect((await sized(500 + overhead)).result?.isError).toBeUndefined();
  expect((await sized(502 + overhead)).result).toMatchObject({
    isError: true,
    content: [{ text: `The result of odd is larger than ${500 + overhead} bytes: ask for less.` }],
    _meta: { 'toolgate/error': { code: 'RESULT_TOO_LARGE' } },
  });
});

test('refuses a result of more than 10 MiB unless told otherwise', async () => {
  const { result } = await answerTo(() => 'x'.repeat(10 * 1024 ** 2));
  expect(result?._meta?.['toolgate/error'].code).toBe('RESULT_TOO_LARGE');
});

test('holds a Buffer to the limit of results too', async () => {
  const { result } = await answerTo(() => Buffer.alloc(1_000), { limits: { result: 1_000 } });
  expect(result?._meta?.['toolgate/error'].code).toBe('RESULT_TOO_LARGE');
});

test('answers each of many calls once while all of them return something odd', async () => {
  const { server } = testServer();
  const all = [...unserializable, ...throwers, ...plain];
  for (const [index, [, make]] of all.entries()) server.tool(`odd${index}`, { description: 'Odd' }, make);
  const wire = await openWire(server);
  const answers = await Promise.all(all.map((_, index) => wire.call(`odd${index}`, {}, index)));
  expect(answers.map(({ id }) => id)).toEqual(all.map((_, index) => index));
});
