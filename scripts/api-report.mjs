import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { difference } from './api/diff.mjs';
import { report } from './api/extract.mjs';
import { root } from './tools/fetch.mjs';
import { main, temporaryFolder } from './tools/main.mjs';
import { publicPackages } from './tools/packages.mjs';

// Compares packages/*/api.md with what the built packages export; with --write, updates them.
await main(() => {
  const write = process.argv.includes('--write');
  const scratch = temporaryFolder('toolgate-api-');
  const faults = publicPackages().flatMap((pkg) => {
    const path = join(pkg.folder, 'api.md');
    const name = relative(root, path);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const after = report(pkg, scratch);
    console.log(`${name}: ${before === after ? 'up to date' : write ? 'updated' : 'DIFFERENT'}`);
    if (before === after) return [];
    if (write) writeFileSync(path, after);
    return [
      before === ''
        ? `${name} is missing.`
        : `${name} is not what the package exports now:\n${difference(before, after)}`,
    ];
  });
  if (faults.length > 0 && !write)
    throw new Error(`${faults.join('\n\n')}\n\nIf the change is meant, run "npm run api" and commit the reports.`);
});
