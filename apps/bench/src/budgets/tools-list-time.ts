import { compareLists } from '../studies/tools-list.js';
import type { Budget } from './budget.js';

/** Samples of the CPU microseconds `tools/list` takes with 700 tools. */
export const toolsListTime: Budget['measure'] = async (bench) =>
  (await compareLists(bench, 700)).pairs.map(({ subject }) => subject.cpu);
