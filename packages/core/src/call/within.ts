import type { Lifetime } from './lifetime.js';
import type { TimeoutQueue } from './timeout-queue.js';

/**
 * Settles as `work` does, or rejects with the reason as soon as `lifetime` ends; `onTimeout` is called when the queue's
 * time is over, which stands still while the lifetime is on hold. The lifetime is released when it settles.
 */
export function within<T>(
  lifetime: Lifetime,
  queue: TimeoutQueue,
  onTimeout: () => void,
  work: () => Promise<T>,
): Promise<T> {
  if (lifetime.aborted) return Promise.reject(lifetime.reason);
  return new Promise<T>((resolve, reject) => {
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
    try {
      // A rejection after the end is swallowed here on purpose: its caller has been answered.
      work().then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}
