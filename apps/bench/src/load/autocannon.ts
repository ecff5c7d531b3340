import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Children } from '../process/children.js';
import { pinned } from '../process/cores.js';
import { programPath } from '../process/program-path.js';
import type { Load } from './load.js';
import { loadResult } from './load-run-schema.js';

const manifest = z.object({ version: z.string() });

/** The load generator autocannon, in a process of its own. Its latencies are whole milliseconds. */
export function autocannon(children: Children, core: string | undefined): Load {
  const path = createRequire(import.meta.url).resolve('autocannon/package.json');
  return {
    name: 'autocannon',
    version: manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version,
    run: async (run) => {
      const command = pinned(core, [process.execPath, programPath('load/autocannon-program')]);
      const child = children.start(command, { input: true });
      child.process.stdin?.end(JSON.stringify(run));
      const { fault, ...figures } = loadResult.parse(JSON.parse(await child.output()));
      return { ...figures, fault };
    },
  };
}
