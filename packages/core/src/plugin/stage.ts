/**
 * Where a wrapper sits, outermost first: `observe` (metrics, traces, audit), `limit` (rates, concurrency), then the input
 * is validated, `cache`, `guard` (breakers, retries), then the timeout runs, `handler` (results, streams).
 */
export type Stage = 'observe' | 'limit' | 'cache' | 'guard' | 'handler';

export const stages: readonly Stage[] = ['observe', 'limit', 'cache', 'guard', 'handler'];
