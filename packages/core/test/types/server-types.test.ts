import { describe, expect, it } from '@jest/globals';
import { createServer, type Server } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { testCache } from './test-cache.js';

const base = () => createServer({ name: 'types', version: '1.0.0', log: quietLog() });

/** A module that adds tools says what it needs. */
function addCached(server: Server<'testCache'>): string {
  server.tool('cached', { description: 'x', testCache: { ttl: '1s' } }, () => 1);
  return 'added';
}

function addGuarded(server: Server<'auth'>): string {
  server.tool('guarded', { description: 'x', permissions: 'a' }, () => 1);
  return 'added';
}

function addPlain(server: Server): string {
  server.tool('plain', { description: 'x' }, () => 1);
  return 'added';
}

describe('Server<Installed>', () => {
  it('with more installed goes where less is asked for', () => {
    const server: Server<'auth' | 'testCache'> = base().use(tokenAuth({})).use(testCache());
    expect([addCached(server), addGuarded(server), addPlain(server)]).toEqual(['added', 'added', 'added']);
    const cached: Server<'testCache'> = server;
    const plain: Server = cached;
    expect(plain).toBe(server);
  });

  it('with less installed does not go where more is asked for', async () => {
    const cached = base().use(testCache());
    // @ts-expect-error no authenticator is installed.
    addGuarded(cached);
    await expect(cached.start()).rejects.toThrow('unknown option `permissions`');
    // @ts-expect-error no cache is installed.
    addCached(base());
    // @ts-expect-error an authenticator is no cache.
    addCached(base().use(tokenAuth({})));
    // @ts-expect-error one of the two is missing.
    const both: Server<'auth' | 'testCache'> = base().use(testCache());
    expect(both).toBeDefined();
  });

  it('says at run time what its type says', () => {
    const { provides } = base().use(tokenAuth({})).use(testCache());
    const { auth, testCache: cache }: { readonly auth: true; readonly testCache: true } = provides;
    expect([auth, cache]).toEqual([true, true]);
  });

  it('keeps its type through .tool()', () => {
    const server: Server<'auth'> = base()
      .use(tokenAuth({}))
      .tool('a', { description: 'x' }, () => 1)
      .tool('b', { description: 'x', permissions: 'b' }, () => 2);
    expect(addGuarded(server)).toBe('added');
  });
});
