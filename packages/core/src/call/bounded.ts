import { UnavailableError } from '../errors/toolgate-error.js';
import { type Awaitable, isPromise } from './awaitable.js';
import { Lifetime } from './lifetime.js';
import type { TimeoutQueue } from './timeout-queue.js';
import { within } from './within.js';

/** Waits for what a plugin or other code of the host promised, not longer than the queue's time: then it is refused as unavailable. */
export function bounded<T>(promised: Awaitable<T>, queue: TimeoutQueue, plugin: string): Awaitable<T> {
  if (!isPromise(promised)) return promised;
  const lifetime = new Lifetime();
  const expire = (): void => lifetime.abort(late(plugin, queue.ms));
  return within(lifetime, queue, expire, () => promised);
}

/** Has a cause, so that the log hears of it: the caller is told only that nothing can be had. */
function late(plugin: string, ms: number): UnavailableError {
  const cause = new Error(`${plugin} gave no answer within ${ms / 1_000} s`);
  return new UnavailableError('The server cannot take this request right now.', { cause, retryAfterMs: 5_000 });
}
