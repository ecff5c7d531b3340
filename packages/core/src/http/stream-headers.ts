import type { HeaderPairs } from './http-response.js';

/** Headers of an event stream: nothing between server and client may keep it back or change it. */
export const streamHeaders: HeaderPairs = [
  'content-type',
  'text/event-stream',
  'cache-control',
  'no-cache, no-transform',
  'x-accel-buffering',
  'no',
];
