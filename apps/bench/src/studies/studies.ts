import { calls } from './calls.js';
import { cluster } from './cluster.js';
import { coldStart } from './cold-start.js';
import { growth } from './growth.js';
import { initializeRate } from './initialize-rate.js';
import { latency } from './latency.js';
import { pluginCost } from './plugin-cost.js';
import { sessionMemory } from './session-memory.js';
import { stdio } from './stdio.js';
import { streaming } from './streaming.js';
import type { Study } from './study.js';
import { toolsList } from './tools-list.js';

/** All of them, in the order of a run: a quick one leaves out what comes last. */
export const studies: readonly Study[] = [
  calls,
  coldStart,
  pluginCost,
  initializeRate,
  sessionMemory,
  toolsList,
  stdio,
  streaming,
  cluster,
  latency,
  growth,
];
