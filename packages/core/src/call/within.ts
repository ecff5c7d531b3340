import { type Awaitable, isPromise } from './awaitable.js';
import type { Lifetime } from './lifetime.js';
import type { TimeoutQueue } from './timeout-queue.js';

/**
 * Settles as `work` does, or rejects with the reason as soon as `lifetime` ends; `onTimeout` is called when the queue's
 * time is over, which stands still while the lifetime is on hold. The lifetime is released when it settles. Work that is
 * done at once starts no limit.
 */
export function within<T>(
  lifetime: Lifetime,
  queue: TimeoutQueue,
  onTimeout: () => void,
  work: () => Awaitable<T>,
): Awaitable<T> {
  if (lifetime.aborted) throw lifetime.reason;
  const value = workAtOnce(lifetime, work);
  return isPromise(value) ? settling(lifetime, queue, onTimeout, value) : value;
}

function workAtOnce<T>(lifetime: Lifetime, work: () => Awaitable<T>): Awaitable<T> {
  let pending = false;
  try {
    const value = work();
    pending = isPromise(value);
    if (!pending && lifetime.aborted) throw lifetime.reason;
    return value;
  } finally {
    if (!pending) lifetime.release();
  }
}

function settling<T>(
  lifetime: Lifetime,
  queue: TimeoutQueue,
  onTimeout: () => void,
  promised: PromiseLike<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    lifetime.attach();
    lifetime.startLimit(queue, onTimeout);
    const release = (): void => {
      lifetime.endLimit();
      lifetime.removeListener(fail);
      lifetime.release();
    };
    const fail = (reason: unknown): void => {
      release();
      reject(reason);
    };
    lifetime.onAbort(fail);
    const succeed = (value: T): void => {
      release();
      resolve(value);
    };
    // A rejection after the end is swallowed here on purpose: its caller has been answered.
    Promise.resolve(promised).then(succeed, fail);
  });
}
