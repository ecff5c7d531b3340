import { describe, expect, it } from '@jest/globals';
import { type Call, createServer } from '@toolgate/core';
import { z } from 'zod';
import { quietLog } from '../support/quiet-log.js';

const server = () => createServer({ name: 'types', version: '1.0.0', log: quietLog() });

/** True only where both types are the same, which assignability alone does not say. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Fails to compile unless the types are the same. */
function same<A, B>(...[verdict]: Same<A, B> extends true ? [true] : [never]): boolean {
  return verdict;
}

describe('the input of a handler', () => {
  it('is what a shape makes of the arguments', () => {
    const shape = { city: z.string(), days: z.int().default(3), unit: z.enum(['km', 'mi']).optional() };
    const built = server().tool('a', { description: 'x', input: shape }, (input, call) => {
      type Input = { city: string; days: number; unit?: 'km' | 'mi' | undefined };
      return [same<typeof input, Input>(true), same<typeof call, Call<Input>>(true)];
    });
    expect(built).toBeDefined();
  });

  it('is what a schema makes of the arguments', () => {
    const schema = z.object({ when: z.string().transform((text) => new Date(text)) });
    const built = server().tool('a', { description: 'x', input: schema }, (input) =>
      same<typeof input, { when: Date }>(true),
    );
    expect(built).toBeDefined();
  });

  it('has fields of unknown types for JSON Schema', () => {
    const input = { type: 'object', properties: { city: { type: 'string' } } } as const;
    const built = server()
      .tool('a', { description: 'x', input }, (got) => same<typeof got, Record<string, unknown>>(true))
      .tool('b', { description: 'x', input: { type: 'object' } }, ({ city }) => same<typeof city, unknown>(true));
    expect(built).toBeDefined();
  });

  it('cannot be used as what it is not', () => {
    const input = { city: z.string() };
    const built = server()
      // @ts-expect-error city is text.
      .tool('a', { description: 'x', input }, ({ city }) => city * 2)
      // @ts-expect-error there is no town.
      .tool('b', { description: 'x', input }, ({ town }) => town);
    expect(built).toBeDefined();
  });
});

describe('the output of a handler', () => {
  it('may be anything without a schema', () => {
    const built = server()
      .tool('a', { description: 'x' }, () => undefined)
      .tool('b', { description: 'x' }, async () => [1, 'two']);
    expect(built).toBeDefined();
  });

  it('is the data of a shape or a schema, now or later, or a full result', () => {
    const output = { city: z.string(), days: z.number().default(3) };
    const built = server()
      .tool('a', { description: 'x', output }, () => ({ city: 'Berlin' }))
      .tool('b', { description: 'x', output }, async () => ({ city: 'Berlin', days: 2 }))
      .tool('c', { description: 'x', output: z.array(z.number()) }, () => [1, 2]);
    expect(built).toBeDefined();
  });

  it('of another type does not compile', () => {
    const output = { city: z.string() };
    const built = server()
      // @ts-expect-error city is text.
      .tool('a', { description: 'x', output }, () => ({ city: 7 }))
      // @ts-expect-error city is missing.
      .tool('b', { description: 'x', output }, () => ({ town: 'Berlin' }))
      // @ts-expect-error the elements are numbers.
      .tool('c', { description: 'x', output: z.array(z.number()) }, async () => ['one'])
      // @ts-expect-error nothing is no city.
      .tool('d', { description: 'x', output }, () => undefined);
    expect(built).toBeDefined();
  });
});

describe('what is no schema', () => {
  it('does not compile as input', async () => {
    const built = server();
    // @ts-expect-error text describes no arguments.
    built.tool('a', { description: 'x', input: 'city' }, () => 1);
    await expect(built.start()).rejects.toThrow('use a zod shape, a zod schema or JSON Schema');
    // @ts-expect-error a field needs a schema.
    server().tool('a', { description: 'x', input: { city: 'string' } }, () => 1);
  });
});
