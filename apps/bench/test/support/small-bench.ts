import { autocannon } from '../../src/load/autocannon.js';
import { Children } from '../../src/process/children.js';
import { startServer } from '../../src/process/start-server.js';
import { toolgateRows } from '../../src/rows/toolgate-rows.js';
import type { Bench } from '../../src/studies/study.js';

/** A bench that pins nothing, says nothing and measures once. */
export function smallBench(children = new Children()): Bench {
  const start: Bench['start'] = (program) => startServer(children, program, undefined);
  return {
    children,
    load: autocannon(children, undefined),
    cores: { server: undefined, load: undefined, all: undefined, warning: undefined },
    rows: toolgateRows,
    pairs: 1,
    quick: true,
    progress: () => undefined,
    start,
    startAnywhere: start,
  };
}
