import { join } from 'node:path';
import { root, run } from './tools/fetch.mjs';

// Builds one package and runs its program: `npm run key -- mint --id ada`. Only the program writes to standard output.
const [name, ...args] = process.argv.slice(2);
const quiet = { ...process.env, npm_config_loglevel: 'error' };
const pnpm = (...command) =>
  run(process.execPath, [join(root, 'scripts', 'pnpm.mjs'), ...command], {
    shell: false,
    env: quiet,
    stdout: 'stderr',
  });
const build = ['exec', 'turbo', 'run', 'build', `--filter=@toolgate/${name}...`, '--output-logs=errors-only'];
process.exitCode =
  pnpm('install', '--frozen-lockfile', '--silent') ||
  pnpm(...build) ||
  run(process.execPath, [join(root, 'packages', name, 'dist', 'cli.js'), ...args], { shell: false });
