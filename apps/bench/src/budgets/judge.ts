import { quartiles } from '../measure/quartiles.js';
import type { Budget, Verdict } from './budget.js';

/**
 * Holds samples against a budget: the quartile on the bad side decides, lower for a floor and upper for a ceiling, as it
 * was measured and without tolerance. Fewer samples than wanted decide nothing, and do not pass.
 */
export function judge(budget: Budget, samples: readonly number[] | undefined, wanted: number): Verdict {
  const must = `${budget.bound} ${budget.must} ${budget.unit}`;
  const verdict = { name: budget.name, must, measured: '-' };
  if (samples === undefined) return { ...verdict, outcome: 'no row yet', passes: true };
  if (samples.length < wanted) {
    return { ...verdict, outcome: `not decided: ${samples.length} of ${wanted} samples`, passes: false };
  }
  const { lower, median, upper } = quartiles(samples);
  const decisive = budget.bound === 'at least' ? lower : upper;
  const passes = budget.bound === 'at least' ? decisive >= budget.must : decisive <= budget.must;
  const side = budget.bound === 'at least' ? 'lower' : 'upper';
  const measured = `${side} quartile ${exact(decisive)}, median ${exact(median)}`;
  return { ...verdict, measured, outcome: passes ? 'ok' : 'missed', passes };
}

/** Four decimals, so that what is missed by little does not look met. */
function exact(value: number): string {
  return value >= 1_000 ? value.toFixed(1) : value.toFixed(4);
}
