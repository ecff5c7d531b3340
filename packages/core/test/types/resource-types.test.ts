import { describe, expect, it } from '@jest/globals';
import { createServer, type ResourceCall, type Server } from '@toolgate/core';
import { z } from 'zod';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { same } from './same.js';
import { testCache } from './test-cache.js';

// The compiler is what is tested here: `npm run typecheck` fails when one of the expected errors is none.

const base = (): Server => createServer({ name: 'types', version: '1.0.0', log: quietLog() });
const read = () => '';

describe('the variables of a resource', () => {
  it('are those of its template, those of a query optional', () => {
    const built = base().resource('a', { template: 'db://{schema}/{table}{?limit}' }, (variables, call) => {
      type Variables = { readonly schema: string; readonly table: string; readonly limit?: string };
      return [same<typeof variables, Variables>(true), same<typeof call, ResourceCall<Variables>>(true)];
    });
    expect(built).toBeDefined();
  });

  it('are what the input makes of them', () => {
    const input = { schema: z.string(), limit: z.coerce.number().default(10) };
    const built = base().resource('a', { template: 'db://{schema}{?limit}', input }, (variables, call) => {
      type Variables = { schema: string; limit: number };
      return [same<typeof variables, Variables>(true), same<typeof call.input, Variables>(true)];
    });
    expect(built).toBeDefined();
  });

  it('are none where it has a URI of its own', () => {
    const built = base()
      .resource('a', { uri: 'test://a' }, (variables) => same<typeof variables, Record<never, never>>(true))
      // @ts-expect-error there is no variable.
      .resource('b', { uri: 'test://b' }, ({ id }) => id);
    expect(built).toBeDefined();
  });

  it('cannot be used as what they are not', () => {
    const built = base()
      // @ts-expect-error there is no such variable.
      .resource('a', { template: 'db://{schema}' }, ({ scheme }) => scheme)
      // @ts-expect-error a variable is text.
      .resource('b', { template: 'sql://{schema}' }, ({ schema }) => schema * 2)
      // @ts-expect-error a query variable may be missing.
      .resource('c', { template: 'db://x{?limit}' }, ({ limit }) => limit.length)
      // @ts-expect-error the input made a number of it.
      .resource('d', { template: 'db://{id}', input: { id: z.coerce.number() } }, ({ id }) => id.length);
    expect(built).toBeDefined();
  });

  it('come with the URI, which a tool and a prompt do not have', () => {
    const built = base()
      .resource('a', { template: 'db://{id}' }, (_variables, { uri }) => same<typeof uri, string>(true))
      .tool('b', { description: 'x' }, (_input, { uri }) => same<typeof uri, string | undefined>(true))
      .prompt('c', {}, (_input, { uri }) => same<typeof uri, string | undefined>(true));
    expect(built).toBeDefined();
  });
});

describe('the declaration of a resource', () => {
  it('has one URI or one template', async () => {
    const server = base();
    // @ts-expect-error it has neither.
    server.resource('a', { title: 'x' }, read);
    await expect(server.start()).rejects.toThrow('needs a uri or a template');
    // @ts-expect-error it has both.
    base().resource('a', { uri: 'test://a', template: 'test://{a}' }, read);
  });

  it('has an input and completions only with a template', () => {
    // @ts-expect-error there is nothing to check.
    base().resource('a', { uri: 'test://a', input: { id: z.string() } }, read);
    // @ts-expect-error there is nothing to complete.
    base().resource('a', { uri: 'test://a', complete: { id: () => [] } }, read);
    // @ts-expect-error a completion suggests texts.
    base().resource('a', { template: 'test://{id}', complete: { id: () => [7] } }, read);
    const complete = { id: (typed: string) => [typed], more: async () => [] };
    expect(base().resource('a', { template: 'test://{id}/{more}', complete }, read)).toBeDefined();
  });

  it('has no options of other kinds, and none that are misspelt', () => {
    // @ts-expect-error a tool has an output.
    base().resource('a', { uri: 'test://a', output: { a: z.string() } }, read);
    // @ts-expect-error a tool limits its requests.
    base().resource('a', { uri: 'test://a', maxRequestSize: '1kb' }, read);
    // @ts-expect-error it is called mimeType.
    base().resource('a', { uri: 'test://a', mimetype: 'text/css' }, read);
    // @ts-expect-error a size is a number.
    base().resource('a', { uri: 'test://a', size: '1kb' }, read);
    // @ts-expect-error there is nothing to read with.
    expect(() => base().resource('a', { uri: 'test://a' })).toThrow('has no handler');
  });
});

describe('the plugin options of a resource', () => {
  it('do not compile where the plugin is not installed', async () => {
    const server = base();
    // @ts-expect-error permissions need an authenticator.
    server.resource('a', { uri: 'test://a', permissions: 'a' }, read);
    await expect(server.start()).rejects.toThrow('unknown option `permissions` on resource "a"');
    // @ts-expect-error public needs an authenticator.
    base().resource('a', { template: 'test://{a}', public: true }, read);
    const guarded = base().use(tokenAuth({}));
    // @ts-expect-error testCache needs testCache().
    guarded.resource('a', { template: 'test://{a}', testCache: { ttl: '1s' } }, read);
    // @ts-expect-error it is called permissions.
    guarded.resource('b', { uri: 'test://b', permission: 'a' }, read);
    const cached = base().use(testCache());
    // @ts-expect-error it is called ttl.
    cached.resource('a', { uri: 'test://a', testCache: { tll: '1s' } }, read);
  });

  it('compile where it is, beside the types of the variables', async () => {
    const server = base()
      .use(tokenAuth({}))
      .use(testCache())
      .resource('a', { uri: 'test://a', permissions: ['a', 'b'], testCache: { ttl: '10m' } }, read)
      .resource('b', { template: 'test://{id}', permissions: 'b', testCache: { ttl: '1m' } }, (variables) =>
        same<typeof variables, { readonly id: string }>(true),
      )
      .resource('c', { template: 'test://c/{id}', public: true, input: { id: z.coerce.number() } }, (variables) =>
        same<typeof variables, { id: number }>(true),
      );
    await expect(server.start()).resolves.toBeUndefined();
  });
});
