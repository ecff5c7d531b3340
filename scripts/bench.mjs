import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root, run } from './tools/fetch.mjs';

const app = join(root, 'apps', 'bench');
const peers = join(app, 'peers');
const pnpm = (...args) => run(process.execPath, [join(root, 'scripts', 'pnpm.mjs'), ...args], { shell: false });
const build = ['exec', 'turbo', 'run', 'build', '--filter=@toolgate/bench...', '--output-logs=errors-only'];

/** Installs the peers from their own lockfile, outside the workspace; again only when that has changed. */
function installPeers() {
  const lock = join(peers, 'package-lock.json');
  const installed = join(peers, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return 0;
  console.error('installing the peers in apps/bench/peers');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', ['ci', '--prefix', peers, ...flags]);
}

async function start() {
  const leave = `--import=${new URL('demo/leave-with-parent.mjs', import.meta.url)}`;
  const bench = spawn(process.execPath, [leave, join(app, 'dist', 'bench.js'), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => bench.kill(signal));
  const [code, signal] = await once(bench, 'exit');
  return code ?? 128 + constants.signals[signal];
}

process.exitCode = pnpm('install', '--frozen-lockfile') || pnpm(...build) || installPeers() || (await start());
