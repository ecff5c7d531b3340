import type { SuiteRun } from '../suite/suite-run.js';
import type { Check } from './check.js';
import type { SuiteOutput } from './suite-output.js';

/** A scenario that ran. It passes unless a check failed; warnings and skipped checks are no failures. */
export interface Scenario {
  readonly name: string;
  readonly scored: boolean;
  readonly checks: readonly Check[];
}

export interface RunResult {
  readonly run: SuiteRun;
  readonly seconds: number;
  /** What went wrong outside the scenarios. */
  readonly troubles: readonly string[];
  readonly scenarios: readonly Scenario[];
}

/** The scenarios of a run with their checks. One that left no check at all fails, for it has proven nothing. */
export function scoreRun(output: SuiteOutput, checks: ReadonlyMap<string, readonly Check[]>): readonly Scenario[] {
  return output.scenarios.map((name) => {
    const found = checks.get(name) ?? [];
    const reason = output.broken.get(name) ?? 'the scenario left no check';
    const none: Check = { id: name, status: 'FAILURE', description: reason };
    return { name, scored: !output.unscored.has(name), checks: found.length > 0 ? found : [none] };
  });
}

export const failedChecks = ({ checks }: Scenario): readonly Check[] =>
  checks.filter(({ status }) => status === 'FAILURE');

export const passes = (scenario: Scenario): boolean => failedChecks(scenario).length === 0;
