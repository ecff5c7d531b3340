import type { Handler } from '@toolgate/core';

/** What a plugin wraps operations in to try each call a second time. */
export function retryOnce(next: Handler): Handler {
  return async (call) => {
    try {
      return await next(call);
    } catch {
      return next(call);
    }
  };
}
