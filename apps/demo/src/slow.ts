import { setTimeout as pause } from 'node:timers/promises';
import type { Plugin } from '@toolgate/core';

/** Makes every call take a while: calls in flight, cancellation and draining can then be watched by hand. */
export function slow(delayMs: number): Plugin {
  return {
    name: 'slow',
    stage: 'handler',
    wrap: (next) => async (call) => {
      call.progress(0, 1, `waits ${delayMs} ms first`);
      await pause(delayMs, undefined, { signal: call.signal });
      return next(call);
    },
    describe: () => `waits ${delayMs} ms`,
  };
}
