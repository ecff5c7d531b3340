import type { Lifetime } from './lifetime.js';

/** Settles as `work` does, or rejects with the reason as soon as the lifetime ends. */
export function untilEnd<T>(lifetime: Lifetime, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    lifetime.onAbort(reject);
    work.then(
      (value) => {
        lifetime.removeListener(reject);
        resolve(value);
      },
      (error) => {
        lifetime.removeListener(reject);
        reject(error);
      },
    );
  });
}
