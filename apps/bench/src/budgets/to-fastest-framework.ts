import { quartiles } from '../measure/quartiles.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import type { Budget } from './budget.js';
import { budgetRow } from './budget-row.js';
import { floorRatios } from './to-floor.js';
import { rowRatios } from './to-row.js';
import { worstOf } from './worst-of.js';

/**
 * Samples of how many times as much CPU time the fastest peer of the row's era takes, the SDK 1.x left out. A few pairs
 * cannot tell peers apart that are close, so each within 20 % of the best is measured, and the worst ratio counts.
 */
export function toFastestFramework(subject: string): Budget['measure'] {
  return async (bench) => {
    const row = budgetRow(bench, subject);
    if (row === undefined) return undefined;
    const series = [];
    for (const peer of await fastest(bench, frameworks(bench.rows, row)))
      series.push(await rowRatios(bench, row, peer));
    return worstOf('at least', series);
  };
}

/** Throws where there is none. */
function frameworks(rows: readonly Row[], { era }: Row): readonly Row[] {
  const found = rows.filter(
    (row) => row.peer && !row.informational && row.era === era && !row.name.startsWith('sdk-v1'),
  );
  if (found.length === 0) throw new Error(`There is no peer of ${era}: add one to peers/peers.json.`);
  return found;
}

async function fastest(bench: Bench, rows: readonly Row[]): Promise<readonly Row[]> {
  const screened = [];
  for (const row of rows) {
    const samples = await floorRatios({ ...bench, pairs: 3 }, row);
    if (samples.length === 0) throw new Error(`${row.name} has no valid slice, so the fastest framework is not known.`);
    screened.push({ row, ratio: quartiles(samples).median });
  }
  const best = Math.max(...screened.map(({ ratio }) => ratio));
  return screened.filter(({ ratio }) => ratio >= best * 0.8).map(({ row }) => row);
}
