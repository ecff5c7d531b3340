import { firstId } from '../../request/wire-request.js';
import type { Calling } from './calling.js';
import type { PluginCase } from './plugin-cases.js';

// Some 10 to 30 ms: long enough for the clock, short enough that a pair sees the same machine.
const calls = 1_000;

/** Nanoseconds of CPU a call takes longer with the plugin: one sample a pair of batches, between two without it. */
export async function costOf({ without, installed }: PluginCase, pairs: number): Promise<readonly number[]> {
  const bare = await without();
  const full = await installed();
  let id = firstId;
  const batch = async (calling: Calling): Promise<number> => {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) {
      id += 1;
      await calling(id);
    }
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1_000) / calls;
  };
  for (let warm = 0; warm < 5; warm += 1) {
    await batch(bare);
    await batch(full);
  }
  const samples: number[] = [];
  let before = await batch(bare);
  for (let pair = 0; pair < pairs; pair += 1) {
    const between = await batch(full);
    const after = await batch(bare);
    samples.push(between - (before + after) / 2);
    before = after;
  }
  return samples;
}
