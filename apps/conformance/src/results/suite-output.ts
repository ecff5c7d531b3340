/** What only the suite's terminal output tells. */
export interface SuiteOutput {
  /** The scenarios it started, in their order. */
  readonly scenarios: readonly string[];
  /** Those that the requirement set only reports; none are before its last lines. */
  readonly unscored: ReadonlySet<string>;
  /** Why a scenario broke off, without any check. */
  readonly broken: ReadonlyMap<string, string>;
}

/** Reads what the suite prints: `=== Running scenario: ping ===`, and at the end `  ✓ json-schema-2020-12 (pending)`. */
export function suiteOutput(output: string, complaint: string): SuiteOutput {
  const started = output.matchAll(/^=== Running scenario: (\S+) ===\r?$/gm);
  const [, notScored = ''] = output.split(/^Not scored for /m);
  const unscored = notScored.matchAll(/^ {2}[✓✗] (\S+) \(/gm);
  const broken = complaint.matchAll(/^Failed to run scenario (\S+): (.*)/gm);
  return {
    scenarios: Array.from(started, ([, name = '']) => name),
    unscored: new Set(Array.from(unscored, ([, name = '']) => name)),
    broken: new Map(Array.from(broken, ([, name = '', reason = '']) => [name, reason])),
  };
}
