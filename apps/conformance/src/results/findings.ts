import type { Check } from './check.js';
import { failedChecks, passes, type RunResult, type Scenario } from './score-run.js';

/** What the table does not say: each failed scenario with its failed checks, and what passed without being checked. */
export function findings({ run, scenarios }: RunResult): readonly string[] {
  const failed = scenarios.filter((scenario) => !passes(scenario));
  return [
    ...failed.flatMap((scenario) => [
      `${run.title}: ${scenario.name} FAILED${scenario.scored ? '' : ' (unscored)'}`,
      ...failedChecks(scenario).map(line),
    ]),
    ...scenarios.flatMap((scenario) => lenient(run.title, scenario)),
  ];
}

function lenient(title: string, { name, checks }: Scenario): readonly string[] {
  const of = (status: Check['status']) => checks.filter((check) => check.status === status);
  const skipped = of('SKIPPED').map(({ id }) => id);
  return [
    ...(skipped.length > 0 ? [`${title}: ${name} skipped ${skipped.length} of ${checks.length} checks`] : []),
    ...(of('WARNING').length > 0 ? [`${title}: ${name} warned`, ...of('WARNING').map(line)] : []),
  ];
}

function line({ id, errorMessage, description }: Check): string {
  const message = (errorMessage ?? description).replace(/\s+/g, ' ');
  return `    ${id}: ${message.length > 400 ? `${message.slice(0, 400)}…` : message}`;
}
