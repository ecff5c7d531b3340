#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fetchTool, root, run, windows } from './tools/fetch.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const version = packageManager.replace(/^pnpm@/, '').replace(/\+.*/, '');

// pnpm's own install script puts the native binary in place: the same one whatever npm allows.
const install = (folder) =>
  run(process.execPath, [join(folder, 'node_modules', 'pnpm', 'install.js')], { shell: false });

try {
  const bin = join(fetchTool('pnpm', version, install), 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  env.TURBO_TELEMETRY_DISABLED ??= '1';
  env.TOOLGATE_NODE_MAJOR = process.versions.node.split('.')[0];
  process.exitCode = run(windows ? 'pnpm' : join(bin, 'pnpm'), process.argv.slice(2), { env });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
