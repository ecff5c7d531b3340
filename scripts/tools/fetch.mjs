import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const windows = process.platform === 'win32';

/** Runs a command on this terminal and answers its exit status; with `stdout: 'stderr'` all it says goes to standard error. */
export function run(command, args, { env = process.env, shell = windows, stdout = 'inherit' } = {}) {
  const stdio = ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'];
  const result = spawnSync(command, args, { stdio, env, shell });
  if (result.error) console.error(`${command} does not start: ${result.error.message}`);
  return result.signal ? 1 : (result.status ?? 1);
}

/**
 * The folder `.tools/<name>-<version>` with one pinned npm package outside node_modules, fetched when it is missing.
 * Install scripts never run: `prepare(folder)` does what is left by hand and answers an exit status.
 */
export function fetchTool(name, version, prepare = () => 0) {
  const home = join(root, '.tools', `${name}-${version}`);
  const complete = () => existsSync(join(home, 'node_modules')); // a copy made without node_modules leaves empty folders
  if (complete()) return home;
  console.error(`setting up ${name} ${version} in .tools/ (once)`);
  const staging = `${home}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  // Few, quick retries: without a network the answer comes in seconds.
  const flags = ['--ignore-scripts', '--no-package-lock', '--no-save', '--no-audit', '--no-fund'];
  flags.push('--loglevel=error', '--fetch-retries=3', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=4000');
  try {
    if (run('npm', ['install', '--prefix', staging, ...flags, `${name}@${version}`]) !== 0 || prepare(staging) !== 0)
      throw new Error(`npm could not install ${name}@${version}: is the npm registry reachable?`);
    renameSync(staging, home);
  } catch (error) {
    if (!complete()) throw error; // else another process was first
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return home;
}
