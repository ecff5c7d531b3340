import { costOf } from './parts/cost-of.js';
import { pluginCases } from './parts/plugin-cases.js';

// Prints nanoseconds a call, with each plugin less without it: one sample for each of PAIRS pairs of batches.
const pairs = Number(process.env.PAIRS ?? 15);
const costs: Record<string, readonly number[]> = {};
for (const [name, plugin] of Object.entries(pluginCases)) costs[name] = await costOf(plugin, pairs);
console.log(JSON.stringify(costs));
