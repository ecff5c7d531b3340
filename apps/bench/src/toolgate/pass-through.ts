import type { Plugin } from '@toolgate/core';

/** The smallest plugin that is on the way of each call: one async function around the rest. */
export function passThrough(index: number): Plugin {
  return { name: `pass-through-${index}`, stage: 'limit', wrap: (next) => async (call) => next(call) };
}

/** The smallest plugin that has nothing to do for an operation. */
export function abstaining(index: number): Plugin {
  return { name: `abstaining-${index}`, stage: 'limit', wrap: (next) => next };
}
