import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root, run, windows } from './tools/fetch.mjs';

const pnpm = (...args) => run(process.execPath, [join(root, 'scripts', 'pnpm.mjs'), ...args], { shell: false });
const build = ['exec', 'turbo', 'run', 'build', '--filter=@toolgate/demo...', '--output-logs=errors-only'];

// package.json starts this with `exec`: npm's shell would die of a SIGTERM first, and npm would not wait for the server
// to drain. cmd.exe has no exec, hence the second half of that line.

// One Ctrl-C arrives twice here, from the terminal and from npm; the server must see it once, because a second one
// tells it not to drain. So it has a process group of its own, and a signal counts again only after a moment.
function start() {
  const leave = `--import=${new URL('demo/leave-with-parent.mjs', import.meta.url)}`;
  const server = spawn(process.execPath, [leave, join('apps', 'demo', 'dist', 'index.js')], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: !windows,
  });
  const forwarded = {};
  const forward = (signal) => {
    if (performance.now() - (forwarded[signal] ?? -1000) < 500) return;
    forwarded[signal] = performance.now();
    if (!windows) server.kill(signal); // there, the console tells it
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  server.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

process.exitCode = pnpm('install', '--frozen-lockfile') || pnpm(...build);
if (process.exitCode === 0) start();
