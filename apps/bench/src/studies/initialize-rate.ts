import { type Comparison, cpuRatio } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { sdkProgram } from '../programs/sdk-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { initializeRequest } from '../request/conversation.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import type { Bench, Study } from './study.js';
import { withServers } from './with-servers.js';

// Sessions stay open and make the SDK slower the more there are, so both start afresh after so many pairs.
const pairsPerServer = 3;

// The same for both, for each session makes the next one dearer; a slice may open more than are needed.
const enough = { requests: 2_000, slices: 6 } as const;

/** How fast sessions open. */
export const initializeRate: Study = {
  name: 'initialize',
  title: 'initialize: sessions opened, Toolgate and the SDK 1.x with one server a session',
  note: `The ratio is the SDK's CPU time for a session over Toolgate's. Both are warm after 2,000 sessions, all stay open, and servers start afresh after ${pairsPerServer} pairs.`,
  run: async (bench) => {
    const comparison = await compareInitialize(bench);
    const ours = figuresFrom({ subject: 'toolgate 2025', case: '' }, comparison.pairs, [
      ['CPU', 'µs', ({ subject }) => subject.cpu],
      ['sessions', '/s', ({ subject }) => subject.perSecond],
      ['ratio to SDK 1.x', '×', cpuRatio],
    ]);
    const theirs = figuresFrom({ subject: 'sdk-v1-stateful', case: '' }, comparison.pairs, [
      ['CPU', 'µs', ({ before }) => before.cpu],
      ['sessions', '/s', ({ before }) => before.perSecond],
    ]);
    return findingsOf('initialize', comparison, bench.pairs, [...ours, ...theirs]);
  },
};

/** Opens sessions on both, in pairs. */
export async function compareInitialize(bench: Bench): Promise<Comparison> {
  const parts: Comparison[] = [];
  const pairsSoFar = (): number => parts.reduce((sum, part) => sum + part.pairs.length, 0);
  const blocks = Math.ceil(bench.pairs / pairsPerServer);
  // As many blocks again, for void slices.
  for (let block = 0; block < blocks * 2 && pairsSoFar() < bench.pairs; block += 1) {
    const pairs = Math.min(pairsPerServer, bench.pairs - pairsSoFar());
    parts.push(
      await withServers(bench, [toolgateProgram('core'), sdkProgram()], (server, sdk) => {
        const loaded = (running: typeof server) => ({ server: running, request: initializeRequest() });
        const title = `initialize, from pair ${pairsSoFar() + 1}`;
        return compareServers({ ...bench, pairs, enough }, title, loaded(server), loaded(sdk));
      }),
    );
  }
  return { pairs: parts.flatMap(({ pairs }) => pairs), voids: parts.flatMap(({ voids }) => voids) };
}
