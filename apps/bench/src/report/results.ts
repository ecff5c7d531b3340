import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../process/program-path.js';
import type { Environment } from '../program/environment.js';
import type { Findings, Study } from '../studies/study.js';

/** A file in `results`. The README describes it. */
export interface Results extends Findings {
  readonly schema: 1;
  readonly name: string;
  readonly title: string;
  readonly note: string;
  /** ISO 8601. */
  readonly date: string;
  readonly quick: boolean;
  readonly environment: Environment;
}

/** Puts findings beside what a reader needs to judge them. */
export function resultsOf(
  { name, title, note }: Pick<Study, 'name' | 'title' | 'note'>,
  findings: Findings,
  run: Pick<Results, 'date' | 'quick' | 'environment'>,
): Results {
  // Errors may tell where files are on this machine.
  const faults = findings.faults.map(({ kind, text }) => ({ kind, text: text.replaceAll(appFolder, '') }));
  return { schema: 1, name, title, note, ...run, figures: findings.figures, faults };
}

/** Writes `<name>.json`. */
export function writeResults(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${results.name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}
