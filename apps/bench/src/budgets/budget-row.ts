import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import type { Budget } from './budget.js';

/** Rows whose plugins do not exist yet. A budget without one of them decides nothing; with any other missing it fails. */
export const rowsToCome: readonly string[] = [
  'toolgate full stack 2025',
  'toolgate full stack 2026',
  'toolgate full stack hit 2025',
  'toolgate full stack hit 2026',
  'rate-limit keys',
];

/** The row, or undefined while it is still to come. Throws for any other name there is no row of. */
export function budgetRow({ rows }: Pick<Bench, 'rows'>, name: string): Row | undefined {
  const found = rows.find((row) => row.name === name);
  if (found !== undefined || rowsToCome.includes(name)) return found;
  throw new Error(`There is no row "${name}": its budget needs one in src/rows or in peers/peers.json.`);
}

/** For a budget that is measured in its own way, which comes with its row. */
export function whenThereIs(name: string): Budget['measure'] {
  return async (bench) => {
    if (budgetRow(bench, name) === undefined) return undefined;
    throw new Error(`There is a row "${name}" now: measure its budget in src/budgets/budgets.ts.`);
  };
}
