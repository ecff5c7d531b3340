import { cpuRatio } from '../measure/compare.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { compareInitialize } from '../studies/initialize-rate.js';
import { sessionBytes } from '../studies/session-memory.js';
import type { Budget } from './budget.js';

/** Samples of how many times as much CPU time the SDK 1.x takes to open a session. */
export const sessionOpening: Budget['measure'] = async (bench) => (await compareInitialize(bench)).pairs.map(cpuRatio);

/** Samples of the heap of an idle session, in bytes, each of a fresh server with 10,000 of them. */
export const idleSession: Budget['measure'] = async (bench) => {
  const samples: number[] = [];
  for (let run = 0; run < bench.pairs; run += 1) {
    samples.push((await sessionBytes(bench, toolgateProgram('core'), 10_000)).heap);
  }
  return samples;
};
