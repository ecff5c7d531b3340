import { join } from 'node:path';
import { run } from './tools/fetch.mjs';
import { main } from './tools/main.mjs';
import { typescript59 } from './tools/typescript.mjs';

// What `npm run typecheck` checks with TypeScript 7, once more with the oldest compiler supported.
await main(() => {
  process.exitCode = run(process.execPath, [join(typescript59(), 'bin', 'tsc'), '--noEmit'], { shell: false });
});
