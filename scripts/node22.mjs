import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { main } from './tools/main.mjs';
import { node22 } from './tools/node22.mjs';

// Runs its arguments with Node 22. TOOLGATE_NODE tells them the Node that started this one.
await main(async () => {
  const leave = `--import=${new URL('demo/leave-with-parent.mjs', import.meta.url)}`;
  const child = spawn(node22(), [leave, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TOOLGATE_NODE: process.execPath },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'exit');
  process.exitCode = code ?? 128 + constants.signals[signal];
});
