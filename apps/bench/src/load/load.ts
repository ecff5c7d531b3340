import type { WireRequest } from '../request/wire-request.js';

/** One run of a load generator. */
export interface LoadRun {
  readonly url: string;
  readonly request: WireRequest;
  readonly connections: number;
  readonly seconds: number;
  /** The first request has the id after this one. */
  readonly lastId: number;
}

/** What a load generator saw. */
export interface LoadResult {
  readonly requests: number;
  /** Without its own start and end. */
  readonly seconds: number;
  /** Read, headers included. */
  readonly bytes: number;
  /** Answers that were not the expected one, and connections that failed. */
  readonly errors: number;
  /** The first wrong answer. */
  readonly fault: string | undefined;
  /** Microseconds; of the fastest 50, 99 and 99.9 percent the slowest. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly p999: number };
}

/** A load generator. */
export interface Load {
  readonly name: 'wrk' | 'autocannon';
  readonly version: string;
  readonly run: (run: LoadRun) => Promise<LoadResult>;
}
