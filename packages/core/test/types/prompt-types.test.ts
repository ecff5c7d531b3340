import { describe, expect, it } from '@jest/globals';
import { type Call, createServer, type Server } from '@toolgate/core';
import { z } from 'zod';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { same } from './same.js';
import { testCache } from './test-cache.js';

// The compiler is what is tested here: `npm run typecheck` fails when one of the expected errors is none.

const base = (): Server => createServer({ name: 'types', version: '1.0.0', log: quietLog() });
const make = () => '';

describe('the arguments of a prompt', () => {
  it('are what a shape makes of them', () => {
    const shape = { city: z.string(), days: z.coerce.number().default(3), by: z.enum(['rail', 'road']).optional() };
    const built = base().prompt('a', { arguments: shape }, (given, call) => {
      type Given = { city: string; days: number; by?: 'rail' | 'road' | undefined };
      return [same<typeof given, Given>(true), same<typeof call, Call<Given>>(true)];
    });
    expect(built).toBeDefined();
  });

  it('are what a schema makes of them', () => {
    const schema = z.object({ when: z.string().transform((text) => new Date(text)) });
    const built = base().prompt('a', { arguments: schema }, (given) => same<typeof given, { when: Date }>(true));
    expect(built).toBeDefined();
  });

  it('have unknown types for JSON Schema, and are none where none are declared', () => {
    const built = base()
      .prompt('a', { arguments: { type: 'object', properties: { city: { type: 'string' } } } }, (given) =>
        same<typeof given, Record<string, unknown>>(true),
      )
      .prompt('b', {}, (given) => same<typeof given, Record<never, never>>(true));
    expect(built).toBeDefined();
  });

  it('cannot be used as what they are not', () => {
    const built = base()
      // @ts-expect-error there is no town.
      .prompt('a', { arguments: { city: z.string() } }, ({ town }) => town)
      // @ts-expect-error city is text.
      .prompt('b', { arguments: { city: z.string() } }, ({ city }) => city * 2)
      // @ts-expect-error days may be missing.
      .prompt('c', { arguments: { days: z.coerce.number().optional() } }, ({ days }) => days.toFixed(2))
      // @ts-expect-error there are none.
      .prompt('d', {}, ({ city }) => city);
    expect(built).toBeDefined();
  });
});

describe('the declaration of a prompt', () => {
  it('has no options of other kinds, and none that are misspelt', async () => {
    const server = base();
    // @ts-expect-error they are called arguments.
    server.prompt('a', { input: { city: z.string() } }, make);
    await expect(server.start()).rejects.toThrow('unknown option `input` on prompt "a"');
    // @ts-expect-error a field needs a schema.
    base().prompt('a', { arguments: { city: 'string' } }, make);
    // @ts-expect-error a tool has annotations.
    base().prompt('a', { annotations: { readOnlyHint: true } }, make);
    // @ts-expect-error a resource has a URI.
    base().prompt('a', { uri: 'test://a' }, make);
    // @ts-expect-error a completion suggests texts.
    base().prompt('a', { arguments: { a: z.string() }, complete: { a: () => 'x' } }, make);
    // @ts-expect-error there is nothing to make it with.
    expect(() => base().prompt('a', {})).toThrow('has no handler');
  });
});

describe('the plugin options of a prompt', () => {
  it('do not compile where the plugin is not installed', async () => {
    const server = base();
    // @ts-expect-error permissions need an authenticator.
    server.prompt('a', { permissions: 'a' }, make);
    await expect(server.start()).rejects.toThrow('unknown option `permissions` on prompt "a"');
    const guarded = base().use(tokenAuth({}));
    // @ts-expect-error testCache needs testCache().
    guarded.prompt('a', { testCache: { ttl: '1s' } }, make);
    // @ts-expect-error a permission is text.
    guarded.prompt('b', { permissions: 7 }, make);
  });

  it('compile where it is, beside the types of the arguments', async () => {
    const server = base()
      .use(tokenAuth({}))
      .use(testCache())
      .prompt('a', { arguments: { city: z.string() }, permissions: 'a', testCache: { ttl: '1m' } }, (given) =>
        same<typeof given, { city: string }>(true),
      )
      .prompt('b', { public: true }, make);
    await expect(server.start()).resolves.toBeUndefined();
  });
});

describe('what changes at run time', () => {
  it('is an option of a tool', () => {
    const server = base().tool('a', { description: 'x' }, make);
    // @ts-expect-error a title is text.
    expect(() => server.tools.update('a', { title: 7 }).title).not.toThrow();
    // @ts-expect-error there is no such option.
    expect(() => server.tools.update('a', { maxSize: 7 })).not.toThrow();
    // @ts-expect-error prompts are not updated.
    expect(server.prompts.update).toBeUndefined();
    const { title } = server.tools.update('a', { title: 'A' });
    expect(same<typeof title, string | undefined>(true)).toBe(true);
  });
});
