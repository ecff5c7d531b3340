import { passes, type RunResult, type Scenario } from './score-run.js';

/** How many scenarios pass, of how many. */
export interface Tally {
  readonly passed: number;
  readonly total: number;
}

/** The scenarios of a run counted; `scored` and `unscored` are missing for a plain suite. */
export interface Tallies {
  readonly all: Tally;
  readonly scored?: Tally;
  readonly unscored?: Tally;
}

/** Counts the scenarios of a run that pass. */
export function tallies({ run, scenarios }: RunResult): Tallies {
  const all = tally(scenarios);
  if (run.unscored === undefined) return { all };
  return {
    all,
    scored: tally(scenarios.filter(({ scored }) => scored)),
    unscored: tally(scenarios.filter(({ scored }) => !scored)),
  };
}

function tally(scenarios: readonly Scenario[]): Tally {
  return { passed: scenarios.filter(passes).length, total: scenarios.length };
}
