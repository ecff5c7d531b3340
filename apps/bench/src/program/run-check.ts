import type { Verdict } from '../budgets/budget.js';
import { budgets } from '../budgets/budgets.js';
import { checkBudgets } from '../budgets/check-budgets.js';
import { table } from '../report/table.js';
import { peerRows } from '../rows/peer-rows.js';
import { toolgateRows } from '../rows/toolgate-rows.js';
import type { BenchOptions } from './bench-options.js';
import { environmentOf, environmentText } from './environment.js';
import { openBench } from './open-bench.js';
import type { Progress } from './progress.js';

/** Measures what the budgets need and prints a line for each. Answers the exit status: 1 when one is missed. */
export async function runCheck(options: BenchOptions, progress: Progress): Promise<number> {
  const chosen = budgets.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const unknown = options.only.find((name) => !budgets.some((budget) => budget.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `--only names "${unknown}", which is no budget. There are: ${budgets.map(({ name }) => name).join(', ')}.`,
    );
  }
  const rows = [...toolgateRows, ...peerRows()];
  const bench = openBench(rows, options, progress);
  const { warning } = bench.cores;
  if (warning !== undefined) {
    console.log(`not decided: ${warning} A budget needs two cores and taskset.`);
    return 1;
  }
  const verdicts = await checkBudgets(chosen, bench);
  progress.clear();
  console.log(`${verdictTable(verdicts)}\n\n${environmentText(environmentOf(bench))}`);
  return verdicts.every(({ passes }) => passes) ? 0 : 1;
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, must, measured, outcome }) => [name, must, measured, outcome]);
  return table(['budget', 'must', 'measured', 'outcome'], rows);
}
