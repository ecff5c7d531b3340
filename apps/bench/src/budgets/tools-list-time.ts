import { compareLists } from '../studies/tools-list.js';
import type { Budget } from './budget.js';
import { worstOf } from './worst-of.js';

/** Samples of the CPU microseconds `tools/list` takes with 700 tools: open to all or with permissions, the worse counts. */
export const toolsListTime: Budget['measure'] = async (bench) => {
  const series = [];
  for (const setup of ['core', 'api-key'] as const) {
    const { pairs } = await compareLists(bench, 700, setup);
    series.push(pairs.map(({ subject }) => subject.cpu));
  }
  return worstOf('at most', series);
};
