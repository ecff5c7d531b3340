import { app } from '../../tsup.base.mjs';

// What is a process of its own, besides the benchmark itself.
const programs = ['servers/*', 'cold/*', 'microbenchmarks/*', 'load/autocannon-program', 'process/child-hook'];

export default app(['src/bench.ts', ...programs.map((name) => `src/${name}.ts`)]);
