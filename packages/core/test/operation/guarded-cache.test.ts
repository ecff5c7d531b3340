import { describe, expect, it } from '@jest/globals';
import { RateLimitError } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { asker, eras } from '../support/asker.js';
import { testCache } from '../types/test-cache.js';
import { type AnyServer, kinds, outcome } from './kinds.js';

const auth = () => tokenAuth({ ada: ['a'], bob: ['b'] });

/** The same plugins, installed in either order. */
const orders: readonly (readonly [string, () => AnyServer])[] = [
  ['auth first', () => plainServer().use(auth()).use(testCache())],
  ['the cache first', () => plainServer().use(testCache()).use(auth())],
];

describe.each(kinds)('a cached answer of $what', ({ kind, unknown, add, use }) => {
  it.each(orders)('is only for those who may use it now, with %s', async (_order, build) => {
    const server = build();
    const operations = { tool: server.tools, resource: server.resources, prompt: server.prompts }[kind];
    let runs = 0;
    add(server, 'it', { permissions: 'a', testCache: { ttl: '1h' } }, () => `run ${++runs}`);
    for (const revision of eras) {
      const ada = await asker(server, { headers: bearer('ada'), revision });
      const bob = await asker(server, { headers: bearer('bob'), revision });
      const hidden = async (ask: typeof ada) => (await use(ask, 'it')).error?.message.startsWith(unknown);
      expect([outcome(await use(ada, 'it')), await hidden(bob), outcome(await use(ada, 'it'))]).toEqual([
        'run 1',
        true,
        'run 1',
      ]);
      operations.disable('it');
      expect([await hidden(ada), await hidden(bob)]).toEqual([true, true]);
      add(server, 'it', { permissions: 'b', testCache: { ttl: '1h' } }, () => `run ${++runs}`);
      operations.enable('it');
      expect([await hidden(ada), await hidden(bob)]).toEqual([true, undefined]);
      operations.remove('it');
      expect([await hidden(ada), await hidden(bob)]).toEqual([true, true]);
      add(server, 'it', { permissions: 'a', testCache: { ttl: '1h' } }, () => `run ${++runs}`);
    }
  });

  it.each(orders)('is limited like any other, with %s', async (_order, build) => {
    let left = 2;
    const server = build().use({
      name: 'limiter',
      stage: 'limit',
      wrap: (next) => async (call) => {
        if (left-- > 0) return next(call);
        throw new RateLimitError('Too many.');
      },
    });
    add(server, 'it', { testCache: { ttl: '1h' } }, () => 'done');
    const ask = await asker(server, { headers: bearer('ada') });
    const answers = [await use(ask, 'it'), await use(ask, 'it'), await use(ask, 'it')];
    expect(answers.map(outcome)).toEqual(['done', 'done', 'RATE_LIMITED: Too many.']);
  });
});
