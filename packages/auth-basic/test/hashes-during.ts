import { createHook } from 'node:async_hooks';
import type { Connectable } from '@toolgate/testing';
import { login } from './basic-server.js';

export interface Hashing<Result> {
  readonly result: Result;
  /** Computations of scrypt that were begun. */
  readonly hashes: number;
  /** The most of them at one time. */
  readonly most: number;
}

/** Runs something, and counts what scrypt does meanwhile in this process. */
export async function hashesDuring<Result>(run: () => Promise<Result>): Promise<Hashing<Result>> {
  const running = new Set<number>();
  let hashes = 0;
  let most = 0;
  const hook = createHook({
    init(id, type) {
      if (type !== 'SCRYPTREQUEST') return;
      hashes += 1;
      running.add(id);
      most = Math.max(most, running.size);
    },
    before: (id) => void running.delete(id),
  }).enable();
  try {
    return { result: await run(), hashes, most };
  } finally {
    hook.disable();
  }
}

/** Statuses of logins that all come at once. */
export async function statuses(
  server: Connectable,
  logins: readonly Record<string, string>[],
  address: string,
): Promise<readonly number[]> {
  return (await Promise.all(logins.map((headers) => login(server, headers, address)))).map(({ status }) => status);
}
