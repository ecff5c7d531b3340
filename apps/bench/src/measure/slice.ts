import type { Load, LoadResult } from '../load/load.js';
import { cpuTime } from '../process/cpu-time.js';
import { firstId, type WireRequest } from '../request/wire-request.js';

/** One second of load on one server. */
export interface Slice {
  /** CPU microseconds of the server for one request. */
  readonly cpu: number;
  readonly perSecond: number;
  /** Share of the time in which the server was on a CPU; it can exceed 1 where it has several. */
  readonly busy: number;
  readonly load: LoadResult;
}

/** Takes a slice; rejects with the first wrong answer when there was one. */
export type TakeSlice = () => Promise<Slice>;

/** What is loaded, and how. */
export interface HttpTarget {
  readonly url: string;
  readonly pid: number;
  readonly request: WireRequest;
  /** Default 16. */
  readonly connections?: number | undefined;
  /** Default 1. */
  readonly seconds?: number | undefined;
}

// More than any server answers in a slice.
const idsPerSlice = 1_000_000;

/** Makes a taker of slices of an HTTP server. */
export function httpSlices(load: Load, target: HttpTarget): TakeSlice {
  const { url, pid, request, connections = 16, seconds = 1 } = target;
  return slices(url, pid, (lastId) => load.run({ url, request, connections, seconds, lastId }));
}

/** Makes a taker of slices. Ids of one taker never repeat, for they may not within a session. */
export function slices(name: string, pid: number, load: (lastId: number) => Promise<LoadResult>): TakeSlice {
  let lastId = firstId;
  return async () => {
    const before = cpuTime(pid);
    const result = await load(lastId);
    const used = cpuTime(pid) - before;
    lastId += idsPerSlice;
    assertClean(name, result);
    return {
      cpu: used / 1_000 / result.requests,
      perSecond: result.requests / result.seconds,
      busy: used / 1e9 / result.seconds,
      load: result,
    };
  };
}

function assertClean(name: string, { requests, errors, fault }: LoadResult): void {
  if (errors > 0) {
    throw new Error(`${errors} of ${requests} answers of ${name} were wrong or missing. ${fault ?? ''}`.trim());
  }
  if (requests === 0) throw new Error(`${name} answered no request.`);
}
