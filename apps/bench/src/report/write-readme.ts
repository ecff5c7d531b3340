import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFigures } from './readme-figures.js';
import type { Results } from './results.js';

/** Fills the README of `folder` with the results in its `results`, of the studies in this order. */
export function writeReadme(folder: string, studies: readonly { readonly name: string }[]): void {
  const files = studies.map(({ name }) => join(folder, 'results', `${name}.json`)).filter((file) => existsSync(file));
  const page = join(folder, 'README.md');
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), files.map(readResults)));
}

function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8'));
}
