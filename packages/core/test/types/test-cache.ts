import { type Duration, type Plugin, parseDuration, type Result } from '@toolgate/core';
import { z } from 'zod';

/** The rule of a cache that exists for these tests only. */
export interface TestCacheRule {
  readonly ttl: Duration;
}

export interface TestCacheService {
  clear(): void;
}

declare module '@toolgate/core' {
  interface OptionsByPlugin {
    testCache: {
      /** Needs `testCache()`. */
      readonly testCache?: TestCacheRule;
    };
  }
  interface Services {
    testCache: TestCacheService;
  }
}

const options = z.strictObject({ testCache: z.strictObject({ ttl: z.custom<Duration>() }).optional() });

/** Answers a tool from its first result while that is fresh: a plugin with a fragment of options and a service. */
export function testCache(): Plugin<'testCache'> {
  const results = new Map<string, { readonly result: Result; readonly expires: number }>();
  return {
    name: 'test-cache',
    provides: 'testCache',
    options,
    stage: 'cache',
    wrap(next, { name, options: { testCache: rule } }, { clock }) {
      if (rule === undefined) return next;
      const ttlMs = parseDuration(rule.ttl, `testCache.ttl of tool "${name}"`);
      return async (call) => {
        const stored = results.get(name);
        if (stored !== undefined && stored.expires > clock.now()) return stored.result;
        const result = await next(call);
        results.set(name, { result, expires: clock.now() + ttlMs });
        return result;
      };
    },
    describe: ({ options: { testCache: rule } }) => `for ${rule?.ttl}`,
    services: { testCache: { clear: () => results.clear() } },
  };
}
