import { coldStarts } from '../studies/cold-start.js';
import type { Budget } from './budget.js';

/** Samples of the CPU time it takes to import the SDK 1.x's server over that to import Toolgate and to listen. */
export const coldStartRatio: Budget['measure'] = async (bench) => {
  const { toolgate, 'sdk-v1': sdk } = await coldStarts(bench);
  return toolgate.map(({ listening }, run) => (sdk[run]?.imported.cpu ?? Number.NaN) / listening.cpu);
};
