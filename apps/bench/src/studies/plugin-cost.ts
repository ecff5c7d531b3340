import { z } from 'zod';
import { pinned } from '../process/cores.js';
import { programPath } from '../process/program-path.js';
import { figure, type Study } from './study.js';

const costs = z.record(z.string(), z.array(z.number()));

/** What each plugin adds to a call. */
export const pluginCost: Study = {
  name: 'plugin-cost',
  title: 'Cost of each plugin: CPU time it adds to a call, in process',
  note: '30 pairs or more. What only wraps is called over a transport in memory, what reads headers over server.fetch, which is noisier: some hundred ns, and less than none, are noise.',
  run: async ({ children, cores, pairs, quick, progress }) => {
    progress('plugin-cost: running');
    const program = [process.execPath, programPath('microbenchmarks/plugin-cost')];
    const env = { PAIRS: String(quick ? 8 : Math.max(pairs, 30)) };
    const output = await children.start(pinned(cores.server, program), { env }).output();
    const figures = Object.entries(costs.parse(JSON.parse(output))).map(([subject, samples]) =>
      figure({ subject, case: '', measure: 'added', unit: 'ns' }, samples),
    );
    return { figures, faults: [] };
  },
};
