import type { Bench } from '../studies/study.js';

/** A "must" of the budget table in the design. */
export interface Budget {
  readonly name: string;
  readonly must: number;
  /** Of the samples: `×`, `µs`, `bytes`. */
  readonly unit: string;
  /** Whether the must is a floor under the samples, or a ceiling over them. */
  readonly bound: 'at least' | 'at most';
  /** Samples it takes to decide. Default the bench's pairs; 1 for what does not vary. */
  readonly samples?: number | undefined;
  /**
   * Samples, one for each pair or repetition; undefined while its row is still to come. Rejects when it cannot be
   * measured.
   */
  readonly measure: (bench: Bench) => Promise<readonly number[] | undefined>;
}

/** How a budget came out. */
export interface Verdict {
  readonly name: string;
  readonly must: string;
  /** `ok`, `missed`, `no row yet`, or why it could not be measured. */
  readonly outcome: string;
  readonly measured: string;
  /** Whether the check may pass with it. */
  readonly passes: boolean;
}
