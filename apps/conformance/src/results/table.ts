import type { Check } from './check.js';
import type { RunResult, Scenario } from './score-run.js';
import { type Tally, tallies } from './tally.js';

const titles = ['run', 'scored', 'unscored', 'all', 'checks', 'warnings', 'skipped', 'seconds'];

/** One line a run. Checks are those that came out one way or the other; warnings and skipped ones do not fail a scenario. */
export function table(results: readonly RunResult[]): string {
  const rows = [titles, ...results.map(row)];
  const widths = titles.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function row(result: RunResult): readonly string[] {
  const { all, scored, unscored } = tallies(result);
  const count = (status: Check['status']) => total(result.scenarios, status);
  const passed = count('SUCCESS');
  return [
    result.run.title,
    fraction(scored),
    fraction(unscored),
    fraction(all),
    fraction({ passed, total: passed + count('FAILURE') }),
    String(count('WARNING')),
    String(count('SKIPPED')),
    result.seconds.toFixed(1),
  ];
}

function fraction(tally?: Tally): string {
  return tally === undefined ? '-' : `${tally.passed}/${tally.total}`;
}

function total(scenarios: readonly Scenario[], status: Check['status']): number {
  return scenarios.flatMap(({ checks }) => checks).filter((check) => check.status === status).length;
}
