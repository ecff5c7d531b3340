import type { Check } from '../src/results/check.js';
import { type RunResult, scoreRun } from '../src/results/score-run.js';
import { suiteOutput } from '../src/results/suite-output.js';

/** What the suite prints for a requirement set of four scenarios, one of them unscored. */
export const output = `Running requirements 2026-07-28 (4 scenarios) against http://127.0.0.1:4571/mcp


=== Running scenario: tools-list ===
Running client scenario 'tools-list' against server: http://127.0.0.1:4571/mcp
Results saved to results/server-tools-list-2026-11-25T22-27-34-041Z

=== Running scenario: caching ===
Results saved to results/server-caching-2026-11-25T22-27-35-041Z

=== Running scenario: sep-2640-skills-directory ===

=== Running scenario: tasks-status-notifications ===


=== SUMMARY ===
✓ tools-list: 2 passed, 0 failed
✗ caching: 1 passed, 1 failed

Total: 3 passed, 2 failed

Not scored for 2026-07-28: 1 scenario(s) run, 0 failing. These do not affect conformance.
  ✓ tasks-status-notifications (extension)
`;

export const complaint = `Failed to run scenario sep-2640-skills-directory: Et [JsonRpcError]: no such method
    at l (file:///dist/index.js:1128:6778)
`;

/** The checks of those scenarios that left any. */
export const checks: ReadonlyMap<string, readonly Check[]> = new Map([
  ['tools-list', [check('tools-list', 'SUCCESS'), check('tools-name-format', 'WARNING', 'one name is odd')]],
  ['caching', [check('wire-schema-valid', 'SUCCESS'), check('sep-2549-tools-list', 'FAILURE', 'ttlMs is\n  missing')]],
  ['tasks-status-notifications', [check('tasks-status-notifications', 'SKIPPED', 'not yet')]],
]);

/** That run scored; it was to have as many scenarios as given, by default those it has. */
export function sampleRun(scenarios = 4, troubles: readonly string[] = []): RunResult {
  const run = { title: '2026-07-28', options: [], scenarios, unscored: 1 };
  return { run, seconds: 1.25, troubles, scenarios: scoreRun(suiteOutput(output, complaint), checks) };
}

function check(id: string, status: Check['status'], errorMessage?: string): Check {
  return { id, status, description: `${id} is checked`, ...(errorMessage === undefined ? {} : { errorMessage }) };
}
