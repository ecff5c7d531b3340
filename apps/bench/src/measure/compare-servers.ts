import type { RunningServer } from '../process/start-server.js';
import type { WireRequest } from '../request/wire-request.js';
import type { Fault } from '../studies/fault.js';
import type { Bench } from '../studies/study.js';
import { type Comparison, compare } from './compare.js';
import { quartiles } from './quartiles.js';
import { httpSlices, type TakeSlice } from './slice.js';
import { type Enough, warm } from './warm.js';

/** A server, and the request it is loaded with. */
export interface Loaded {
  readonly server: RunningServer;
  readonly request: WireRequest;
  readonly connections?: number | undefined;
  readonly seconds?: number | undefined;
  /** Whether it has been loaded before, so that its code is compiled. Default false. */
  readonly isWarm?: boolean | undefined;
}

/** What a comparison needs of a bench, and when a server is warm. Default 40,000 requests or ten slices, less if quick. */
export type ComparisonBench = Pick<Bench, 'load' | 'pairs' | 'quick' | 'progress'> & { readonly enough?: Enough };

/** Takes slices of a server that is loaded. */
export function slicesOf(
  bench: Pick<Bench, 'load'>,
  name: string,
  { server, isWarm: _, ...target }: Loaded,
): TakeSlice {
  return httpSlices(bench.load, { name, server, ...target });
}

/** Pairs of one server between slices of another one, both warm. */
export async function compareServers(
  bench: ComparisonBench,
  title: string,
  subject: Loaded,
  reference: Loaded,
): Promise<Comparison> {
  const between = slicesOf(bench, `what ${title} is compared with`, reference);
  return compareWarm(bench, title, slicesOf(bench, title, subject), between, reference.isWarm);
}

/** Warms both, or the subject alone, then takes pairs. */
export async function compareWarm(
  { quick, pairs, progress, enough = enoughFor(quick) }: Omit<ComparisonBench, 'load'>,
  title: string,
  subject: TakeSlice,
  reference: TakeSlice,
  isReferenceWarm = false,
): Promise<Comparison> {
  progress(`${title}: warming up`);
  await warm(subject, enough);
  if (!isReferenceWarm) await warm(reference, enough);
  const onPair = (count: number): void => progress(`${title}: pair ${count} of ${pairs}`);
  return compare(subject, reference, { pairs, onPair, ...(quick ? { voids: 2 } : {}) });
}

/** What is wrong with a comparison: fewer pairs than wanted, or slices that did not count. */
export function comparisonFaults(title: string, { pairs, voids }: Comparison, wanted: number): readonly Fault[] {
  if (voids.length === 0) return [];
  const busy = `the server was only ${Math.round(quartiles(voids).median * 100)} % busy`;
  if (pairs.length >= wanted) {
    return [{ kind: 'repeated', text: `${title}: ${voids.length} void slices were repeated (${busy}).` }];
  }
  const few = `only ${pairs.length} of ${wanted} pairs: ${voids.length} slices were void (${busy}), no more are tried.`;
  return [{ kind: 'short', text: `${title}: ${few}` }];
}

function enoughFor(quick: boolean): Enough {
  return quick ? { requests: 2_000, slices: 1 } : { requests: 40_000, slices: 10 };
}
