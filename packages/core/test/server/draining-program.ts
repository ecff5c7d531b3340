import { createServer } from '@toolgate/core';

/** A whole program, started by sigterm.test.ts: `work` is done as soon as the process is told to end, `stuck` never. */
const server = createServer({ name: 'draining', version: '1.0.0' });

server.tool('work', { description: 'Works' }, (_input, call) => {
  call.progress(1);
  return new Promise<string>((resolve) => process.once('SIGTERM', () => setImmediate(resolve, 'done in time')));
});

server.tool('stuck', { description: 'Is stuck' }, (_input, call) => {
  call.progress(1);
  return new Promise<string>(() => undefined);
});

await server.run();
