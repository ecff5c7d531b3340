import type { Budget } from './budget.js';
import { decisiveOf } from './judge.js';

/** Of several series of samples the one a budget is judged by: one that is too short to decide, else the worst. */
export function worstOf(bound: Budget['bound'], series: readonly (readonly number[])[]): readonly number[] {
  const sign = bound === 'at least' ? 1 : -1;
  const shortest = Math.min(...series.map(({ length }) => length));
  const [worst] = series
    .filter(({ length }) => length === shortest)
    .sort((a, b) => (shortest === 0 ? 0 : sign * (decisiveOf(bound, a) - decisiveOf(bound, b))));
  return worst ?? [];
}
