import type { Cancellation } from './cancellation.js';
import type { TimeoutQueue } from './timeout-queue.js';

/** Settles as `work` does, or rejects with the reason as soon as `lifetime` ends; `onTimeout` is called when the queue's time is over. */
export function within<T>(
  lifetime: Cancellation,
  queue: TimeoutQueue,
  onTimeout: () => void,
  work: () => Promise<T>,
): Promise<T> {
  if (lifetime.aborted) return Promise.reject(lifetime.reason);
  return new Promise<T>((resolve, reject) => {
    const timeout = queue.add(onTimeout);
    const finish = (): void => {
      queue.remove(timeout);
      lifetime.removeListener(end);
    };
    const end = (reason: unknown): void => {
      queue.remove(timeout);
      reject(reason);
    };
    lifetime.onAbort(end);
    // A rejection after the end is swallowed here on purpose: its caller has been answered.
    work().then(
      (value) => {
        finish();
        resolve(value);
      },
      (error) => {
        finish();
        reject(error);
      },
    );
  });
}
