import type { Plugin } from '@toolgate/core';

/** Makes every call take a while: calls in flight, cancellation and draining can then be watched by hand. */
export function slow(delayMs: number): Plugin {
  return {
    name: 'slow',
    stage: 'handler',
    wrap:
      (next, _operation, { clock }) =>
      async (call) => {
        call.progress(0, 1, `waits ${delayMs} ms first`);
        await new Promise<void>((resolve) => {
          clock.schedule(delayMs, resolve);
        });
        return next(call);
      },
    describe: () => `waits ${delayMs} ms`,
  };
}
