import { describe, expect, it } from '@jest/globals';
import { createServer, type Plugin, type Server, type ServerOptions } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { testCache } from './test-cache.js';

// The compiler is what is tested here: `npm run typecheck` fails when one of the expected errors is none.

const options: ServerOptions = { name: 'types', version: '1.0.0', log: quietLog() };
const handle = () => 1;

describe('the options of a tool', () => {
  it('of a plugin that is not installed do not compile, and are refused at start', async () => {
    const server = createServer(options);
    // @ts-expect-error permissions need an authenticator.
    server.tool('a', { description: 'x', permissions: 'a.read' }, handle);
    await expect(server.start()).rejects.toThrow('unknown option `permissions`');
    // @ts-expect-error public needs an authenticator.
    createServer(options).tool('a', { description: 'x', public: true }, handle);
    // @ts-expect-error testCache needs testCache().
    createServer(options).tool('a', { description: 'x', testCache: { ttl: '1s' } }, handle);
    const guarded = createServer(options).use(tokenAuth({}));
    // @ts-expect-error an authenticator brings no cache.
    guarded.tool('a', { description: 'x', testCache: { ttl: '1s' } }, handle);
    const cached = createServer(options).use(testCache());
    // @ts-expect-error a cache brings no authenticator.
    cached.tool('a', { description: 'x', permissions: 'a' }, handle);
  });

  it('of installed plugins compile, in any order of .use()', async () => {
    const both = { description: 'x', permissions: ['a', 'b'], testCache: { ttl: '10m' } } as const;
    await createServer(options).use(tokenAuth({})).use(testCache()).tool('a', both, handle).start();
    await createServer(options).use(testCache()).use(tokenAuth({})).tool('a', both, handle).start();
    const server = createServer(options).use(tokenAuth({}));
    expect(server.tool('public', { description: 'x', public: true }, handle)).toBe(server);
  });

  it('that are misspelt do not compile', async () => {
    const server = createServer(options).use(tokenAuth({})).use(testCache());
    // @ts-expect-error it is called permissions.
    server.tool('a', { description: 'x', permission: 'a' }, handle);
    await expect(server.start()).rejects.toThrow('unknown option `permission`');
    // @ts-expect-error it is called timeout.
    createServer(options).tool('a', { description: 'x', timeOut: '1s' }, handle);
    // @ts-expect-error it is called ttl.
    server.tool('b', { description: 'x', testCache: { tll: '1s' } }, handle);
  });

  it('have types: wrong values do not compile', () => {
    const server = createServer(options).use(tokenAuth({})).use(testCache());
    // @ts-expect-error a permission is text.
    expect(() => server.tool('a', { description: 'x', permissions: 7 }, handle)).not.toThrow();
    // @ts-expect-error a tool needs a description.
    expect(() => createServer(options).tool('a', {}, handle)).not.toThrow();
    // @ts-expect-error a duration has a unit.
    expect(() => server.tool('b', { description: 'x', timeout: 'soon' }, handle)).not.toThrow();
    // @ts-expect-error hints are booleans.
    expect(() => server.tool('c', { description: 'x', annotations: { readOnlyHint: 'yes' } }, handle)).not.toThrow();
  });
});

describe('a plugin that provides nothing', () => {
  const plain: Plugin = { name: 'plain' };

  it('adds nothing to the type', () => {
    const server: Server = createServer(options).use(plain);
    expect(server.provides).toEqual({});
    // @ts-expect-error nobody provides auth.
    expect(server.provides.auth).toBeUndefined();
    // @ts-expect-error permissions still need an authenticator.
    server.tool('a', { description: 'x', permissions: 'a' }, handle);
  });

  it('written in place adds nothing either', () => {
    const server = createServer(options).use({ name: 'in-place', stage: 'observe', wrap: (next) => next });
    // @ts-expect-error permissions still need an authenticator.
    server.tool('a', { description: 'x', permissions: 'a' }, handle);
    expect(server.provides).toEqual({});
  });

  it('keeps what others provide', () => {
    const server = createServer(options).use(tokenAuth({})).use(plain);
    expect(server.tool('a', { description: 'x', permissions: 'a' }, handle).provides).toEqual({ auth: true });
  });

  it('cannot pass for one that does', () => {
    // @ts-expect-error it does not provide auth.
    const wrong: Plugin<'auth'>['provides'] = plain.name;
    expect(wrong).toBe('plain');
  });
});

describe('a plugin written in place', () => {
  it('adds what it provides', async () => {
    const server = createServer(options).use({
      name: 'in-place',
      provides: 'auth',
      auth: { challenge: 'Bearer', authenticate: () => undefined },
    });
    await expect(server.tool('a', { description: 'x', permissions: 'a' }, handle).start()).resolves.toBeUndefined();
  });

  it('has its stage checked', () => {
    // @ts-expect-error there is no such stage.
    expect(() => createServer(options).use({ name: 'x', stage: 'before', wrap: (next) => next })).toThrow('stage');
  });
});
