import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Noted, withFigures } from './readme-figures.js';
import type { Results } from './results.js';

/**
 * Fills the README of `folder` with the results in its `results`, of the studies in this order. Leaves it as it is while
 * something of ours has failed, and answers with what that is; what a peer could not do stands below its table.
 */
export function writeReadme(
  folder: string,
  studies: readonly { readonly name: string }[],
  rows: readonly Noted[],
): readonly string[] {
  const files = studies.map(({ name }) => join(folder, 'results', `${name}.json`)).filter((file) => existsSync(file));
  const results = files.map(readResults);
  const peers = rows.filter(({ peer }) => peer).map(({ name }) => `${name} `);
  const failed = results
    .flatMap(({ faults }) => faults.filter(({ kind }) => kind === 'failed'))
    .filter(({ text }) => !peers.some((name) => text.startsWith(name)));
  if (failed.length > 0) return failed.map(({ text }) => text);
  const page = join(folder, 'README.md');
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), results, rows));
  return [];
}

function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8'));
}
