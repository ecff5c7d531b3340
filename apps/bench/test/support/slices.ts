import type { Slice } from '../../src/measure/slice.js';

/** A slice with that CPU time for a request; busy all the time if nothing else is said. */
export function slice(cpu: number, busy = 1): Slice {
  const latency = { p50: 1, p99: 2, p999: 3 };
  const load = { requests: 1_000, seconds: 1, bytes: 1_000, errors: 0, fault: undefined, latency };
  return { cpu, busy, perSecond: 1e6 / cpu, load };
}

/** Takes these slices one after the other, the last one again and again, and writes down its name each time. */
export function taking(name: string, order: string[], ...slices: readonly Slice[]): () => Promise<Slice> {
  let taken = 0;
  return async () => {
    order.push(name);
    const next = slices[Math.min(taken, slices.length - 1)];
    taken += 1;
    return next ?? slice(1);
  };
}
