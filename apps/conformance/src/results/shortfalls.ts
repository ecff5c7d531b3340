import type { RunResult } from './score-run.js';
import { type Tally, tallies } from './tally.js';

/** A sentence for each number of a run that is not what it must be, and its troubles; none when the server conforms. */
export function shortfalls(result: RunResult): readonly string[] {
  const { run, troubles } = result;
  const { all, scored, unscored } = tallies(result);
  return [
    ...troubles.map((trouble) => `${run.title}: ${trouble}`),
    ...shortfall(`${run.title}: scored`, run.scenarios - (run.unscored ?? 0), scored),
    ...shortfall(`${run.title}: unscored`, run.unscored ?? 0, unscored),
    ...shortfall(`${run.title}: all`, run.scenarios, all),
  ];
}

// A total that differs is a fault too: the suite has lost scenarios, or has new ones.
function shortfall(title: string, wanted: number, tally?: Tally): readonly string[] {
  if (tally === undefined || (tally.passed === wanted && tally.total === wanted)) return [];
  return [`${title} ${tally.passed}/${tally.total}, must be ${wanted}/${wanted}.`];
}
