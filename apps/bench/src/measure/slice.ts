import type { Load, LoadResult } from '../load/load.js';
import { cpuTime } from '../process/cpu-time.js';
import type { RunningServer } from '../process/start-server.js';
import type { WireRequest } from '../request/wire-request.js';
import { settled } from './settled.js';

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

/** A process, and the ids its messages get. */
export type Measured = Pick<RunningServer, 'pid' | 'ids'>;

/** What is loaded, and how. */
export interface HttpTarget {
  /** What errors call it. */
  readonly name: string;
  readonly server: Measured & Pick<RunningServer, 'url'>;
  readonly request: WireRequest;
  /** Default 16. */
  readonly connections?: number | undefined;
  /** Default 1. */
  readonly seconds?: number | undefined;
}

/** Makes a taker of slices of an HTTP server. */
export function httpSlices(load: Load, target: HttpTarget): TakeSlice {
  const { name, server, request, connections = 16, seconds = 1 } = target;
  return slices(name, server, (lastId) => load.run({ url: server.url, request, connections, seconds, lastId }));
}

/** Makes a taker of slices. After each one it waits until the process rests. */
export function slices(name: string, { pid, ids }: Measured, load: (lastId: number) => Promise<LoadResult>): TakeSlice {
  return async () => {
    const before = cpuTime(pid);
    const result = await load(ids());
    const used = cpuTime(pid) - before;
    assertClean(name, result);
    await settled(pid);
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
