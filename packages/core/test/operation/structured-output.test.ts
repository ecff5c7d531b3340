import { describe, expect, it } from '@jest/globals';
import type { OutputDefinition } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';

/** The advertised output schema and the result of a tool. The client has read the schema, so it checks the result too. */
async function outcome(output: OutputDefinition, value: unknown) {
  const server = plainServer();
  untyped(server.tool.bind(server), 'give', { description: 'x', output }, () => value);
  const client = await connect(server);
  const [tool] = (await client.listTools()).tools;
  return { schema: tool?.outputSchema, result: await ask(client, 'give') };
}

const forecast = { city: z.string(), days: z.number() };

describe('with an output schema', () => {
  it('data goes out as structuredContent and as the same JSON text', async () => {
    const { schema, result } = await outcome(forecast, { city: 'Berlin', days: 2 });
    expect(schema).toMatchObject({ type: 'object', required: ['city', 'days'] });
    expect(result.structuredContent).toEqual({ city: 'Berlin', days: 2 });
    expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
  });

  it('data is what the schema makes of it: unknown keys stripped, defaults filled in', async () => {
    const output = z.object({ city: z.string(), days: z.number().default(3) });
    const { schema, result } = await outcome(output, { city: 'Berlin', secret: 'x' });
    expect(schema).toMatchObject({ required: ['city', 'days'] });
    expect(result.structuredContent).toEqual({ city: 'Berlin', days: 3 });
    expect(textOf(result)).not.toContain('secret');
  });

  it.each([
    ['a text', z.string(), 'clear'],
    ['a number', z.number(), 7],
    ['null', z.null(), null],
    ['a list', z.array(z.number()), [1, 2]],
    ['an empty list', z.array(z.number()), []],
  ])('%s is projected as { result }, in the schema too', async (_, output, value) => {
    const { schema, result } = await outcome(output, value);
    expect(schema).toMatchObject({ type: 'object', required: ['result'], properties: { result: expect.anything() } });
    expect(result.structuredContent).toEqual({ result: value });
    expect(JSON.parse(textOf(result))).toEqual(value);
  });

  it.each([
    ['one of several shapes', z.union([z.object({ a: z.number() }), z.object({ b: z.number() })])],
    ['a shape or null', z.object({ a: z.number() }).nullable()],
    [
      'one of several shapes by kind',
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), a: z.number() })]),
    ],
    ['two shapes at once', z.intersection(z.object({ a: z.number() }), z.object({ kind: z.string() }))],
    ['anything', z.unknown()],
  ])('an object fits what is advertised where the schema is %s', async (_, output) => {
    const value = { kind: 'a', a: 1 };
    const { schema, result } = await outcome(output, value);
    expect(schema).toMatchObject({ type: 'object' });
    expect(result.isError).toBeUndefined();
    expect(JSON.stringify(result.structuredContent)).toContain('"a":1');
  });

  it('a schema that refers to itself can still be used by the client when it is projected', async () => {
    type Tree = number | Tree[];
    const tree: z.ZodType<Tree> = z.union([z.number(), z.array(z.lazy(() => tree))]);
    const { result } = await outcome(tree, [1, [2, [3]]]);
    expect(result.structuredContent).toEqual({ result: [1, [2, [3]]] });
  });

  it('a schema with properties called as keywords are can be used by the client when it is projected', async () => {
    interface Node {
      readonly default: readonly Node[];
      readonly examples: Node | null;
    }
    const node: z.ZodType<Node> = z
      .object({ default: z.array(z.lazy(() => node)), examples: z.lazy(() => node).nullable() })
      .meta({ id: 'Node' });
    const value = [{ default: [], examples: { default: [], examples: null } }];
    const { result } = await outcome(z.array(node), value);
    expect(result.structuredContent).toEqual({ result: value });
  });

  it('an object that looks like a block is data', async () => {
    const { result } = await outcome({ type: z.string(), text: z.string() }, { type: 'text', text: 'x' });
    expect(result.structuredContent).toEqual({ type: 'text', text: 'x' });
  });

  it.each([
    ['with lines', ['a']],
    ['without lines', []],
  ])('an object with content of its own is data, %s', async (_, content) => {
    const { result } = await outcome({ content: z.array(z.string()) }, { content });
    expect(result.structuredContent).toEqual({ content });
  });

  it('plain JSON Schema is advertised verbatim and checked', async () => {
    const output = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], 'x-own': true } as const;
    const { schema, result } = await outcome(output, { n: 1, more: true });
    expect(schema).toEqual(output);
    expect(result.structuredContent).toEqual({ n: 1, more: true });
  });

  it('asynchronous checks are awaited', async () => {
    const output = z.object({ n: z.number().refine(async (n) => n < 5, 'must be below 5') });
    expect((await outcome(output, { n: 1 })).result.structuredContent).toEqual({ n: 1 });
    expect(textOf((await outcome(output, { n: 9 })).result)).toContain('n: must be below 5');
  });
});

describe('a value that does not fit its output schema', () => {
  it.each([
    [{ city: 'Berlin', days: 'two' }, 'days: '],
    [{ city: 'Berlin' }, 'days: '],
    ['clear', 'expected object'],
    [undefined, 'expected object'],
    [null, 'expected object'],
  ])('is a clear error: %j', async (value, reason) => {
    const { result } = await outcome(forecast, value);
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect(textOf(result)).toContain('The result of give does not fit its output schema: ');
    expect(textOf(result)).toContain(reason);
    expect(result._meta?.['toolgate/error']).toMatchObject({ code: 'INVALID_OUTPUT' });
  });

  it('is a clear error for plain JSON Schema too', async () => {
    const output = { type: 'object', properties: { list: { items: { type: 'string' } } } } as const;
    const { result } = await outcome(output, { list: ['a', 2] });
    expect(textOf(result)).toContain('list.1: must be string');
  });
});

describe('a full result with an output schema', () => {
  const content = [{ type: 'text', text: 'seen' }];

  it('keeps its content, and its structured part is checked', async () => {
    const { result } = await outcome(forecast, { content, structuredContent: { city: 'Berlin', days: 2 } });
    expect(result).toEqual({ content, structuredContent: { city: 'Berlin', days: 2 } });
  });

  it('is an error when its structured part is wrong', async () => {
    const { result } = await outcome(forecast, { content, structuredContent: { city: 'Berlin' } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('days: ');
  });

  it('is an error when its structured part is missing', async () => {
    expect(textOf((await outcome(forecast, { content })).result)).toContain('does not fit its output schema');
  });

  it('needs no structured part when it says it is an error itself', async () => {
    expect((await outcome(forecast, { content, isError: true })).result).toEqual({ content, isError: true });
  });
});
