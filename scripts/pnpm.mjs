#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  .packageManager.replace(/^pnpm@/, '')
  .replace(/\+.*/, '');
const home = join(root, '.tools', `pnpm-${version}`);
const bin = join(home, 'node_modules', '.bin');
const win = process.platform === 'win32';
const run = (command, args, env) => {
  const result = spawnSync(command, args, { stdio: 'inherit', env, shell: win });
  if (result.error) console.error(`${command}: ${result.error.message}`);
  return result.signal ? 1 : (result.status ?? 1);
};
if (!existsSync(bin)) {
  console.error(`setting up pnpm ${version} in .tools/ (once)`);
  const staging = `${home}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  // Scripts off, then pnpm's own set-up by hand: the same native binary whatever npm allows. Few, quick retries.
  const flags = ['--ignore-scripts', '--no-package-lock', '--no-save', '--no-audit', '--no-fund'];
  flags.push('--loglevel=error', '--fetch-retries=3', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=4000');
  const status =
    run('npm', ['install', '--prefix', staging, ...flags, `pnpm@${version}`], process.env) ||
    run(process.execPath, [join(staging, 'node_modules', 'pnpm', 'install.js')], process.env);
  if (status !== 0) {
    rmSync(staging, { recursive: true, force: true });
    console.error(`npm could not install pnpm@${version}: is the npm registry reachable?`);
    process.exit(status);
  }
  try {
    renameSync(staging, home);
  } catch {
    rmSync(staging, { recursive: true, force: true }); // another process was first
  }
}
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
env.TURBO_TELEMETRY_DISABLED ??= '1';
env.TOOLGATE_NODE_MAJOR = process.versions.node.split('.')[0];
process.exit(run(win ? 'pnpm' : join(bin, 'pnpm'), process.argv.slice(2), env));
