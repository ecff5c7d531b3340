import type { Slice, TakeSlice } from './slice.js';

/** A slice of the subject, and the slices of the reference right before and after it. */
export interface Pair {
  readonly before: Slice;
  readonly subject: Slice;
  readonly after: Slice;
}

/** Pairs of a subject and a reference. */
export interface Comparison {
  readonly pairs: readonly Pair[];
  /** Of the slices that did not count: how busy the server was. */
  readonly voids: readonly number[];
}

/** How many pairs are taken. */
export interface ComparisonSettings {
  /** How many are wanted; fewer come back when too many slices were void. */
  readonly pairs: number;
  /** Slices that may be void. Default twice the pairs, and five. */
  readonly voids?: number | undefined;
  /** Tells how many pairs there are. */
  readonly onPair?: ((count: number) => void) | undefined;
}

/** Below it something else ran on the server's core, or the load generator was too slow. */
export const leastBusy = 0.95;

/** Whether a slice does not count. */
export function isVoid({ busy }: Slice): boolean {
  return !(busy >= leastBusy);
}

/** Takes pairs until there are enough. A void slice drops its pair, and the next pair starts afresh. */
export async function compare(
  subject: TakeSlice,
  reference: TakeSlice,
  { pairs: wanted, voids: allowed = wanted * 2 + 5, onPair }: ComparisonSettings,
): Promise<Comparison> {
  const pairs: Pair[] = [];
  const voids: number[] = [];
  const valid = async (take: TakeSlice): Promise<Slice | undefined> => {
    const slice = await take();
    if (!isVoid(slice)) return slice;
    voids.push(slice.busy);
    return undefined;
  };
  let before: Slice | undefined;
  while (pairs.length < wanted && voids.length <= allowed) {
    before ??= await valid(reference);
    if (before === undefined) continue;
    const middle = await valid(subject);
    const after = middle === undefined ? undefined : await valid(reference);
    if (middle !== undefined && after !== undefined) {
      pairs.push({ before, subject: middle, after });
      onPair?.(pairs.length);
    }
    before = after;
  }
  return { pairs, voids };
}

/** The reference's CPU time per request, the mean of both. */
export function referenceCpu({ before, after }: Pair): number {
  return (before.cpu + after.cpu) / 2;
}

/** The reference's CPU time per request over the subject's: above 1 the subject is cheaper. */
export function cpuRatio(pair: Pair): number {
  return referenceCpu(pair) / pair.subject.cpu;
}

/** The subject's requests per second over the reference's. */
export function rateRatio({ before, subject, after }: Pair): number {
  return subject.perSecond / ((before.perSecond + after.perSecond) / 2);
}
