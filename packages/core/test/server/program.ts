import { createServer } from '@toolgate/core';

/** A whole program, started by run.test.ts as a process of its own; `--mistake` makes its configuration wrong. */
const server = createServer({ name: 'program', version: '1.0.0' }).tool('work', { description: 'Works' }, () => 'done');

if (process.argv.includes('--mistake')) server.tool('late', { description: 'Late', timeout: -1 }, () => 'never');

await server.run();
