import { quartiles } from '../measure/quartiles.js';
import type { Budget, Verdict } from './budget.js';

/**
 * Holds samples against a budget: the quartile on the bad side decides, lower for a floor and upper for a ceiling, as it
 * was measured and without tolerance. Fewer samples than wanted decide nothing, and do not pass.
 */
export function judge(budget: Budget, samples: readonly number[] | undefined, pairs: number): Verdict {
  const { name, bound, unit, samples: wanted = pairs } = budget;
  const verdict = { name, must: `${bound} ${Number(budget.must.toFixed(4))} ${unit}`, measured: '-' };
  if (samples === undefined) return { ...verdict, outcome: 'no row yet', passes: true };
  if (samples.length < wanted) {
    return { ...verdict, outcome: `not decided: ${samples.length} of ${wanted} samples`, passes: false };
  }
  const decisive = decisiveOf(bound, samples);
  const passes = bound === 'at least' ? decisive >= budget.must : decisive <= budget.must;
  const side = bound === 'at least' ? 'lower' : 'upper';
  const measured =
    samples.length === 1
      ? exact(decisive)
      : `${side} quartile ${exact(decisive)}, median ${exact(quartiles(samples).median)}`;
  return { ...verdict, measured, outcome: passes ? 'ok' : 'missed', passes };
}

/** The quartile on the bad side. Throws a RangeError without samples. */
export function decisiveOf(bound: Budget['bound'], samples: readonly number[]): number {
  const { lower, upper } = quartiles(samples);
  return bound === 'at least' ? lower : upper;
}

/** Four decimals, so that what is missed by little does not look met. */
function exact(value: number): string {
  return value >= 1_000 ? value.toFixed(1) : value.toFixed(4);
}
