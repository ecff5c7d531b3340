import { coldStarts } from '../studies/cold-start.js';
import type { Budget } from './budget.js';

/** Samples of the CPU time the SDK 1.x takes to be imported over that Toolgate takes to be imported and to listen. */
export const coldStartRatio: Budget['measure'] = async (bench) => {
  const { toolgate, 'sdk-v1': sdk } = await coldStarts(bench);
  return toolgate.map(({ cpu }, run) => (sdk[run]?.importCpu ?? Number.NaN) / cpu);
};
