import { type Comparison, cpuRatios } from '../measure/compare.js';
import { compareServers, comparisonFaults } from '../measure/compare-servers.js';
import { sdkProgram } from '../programs/sdk-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { initializeRequest } from '../request/conversation.js';
import { type Bench, figure, type Study } from './study.js';
import { withServers } from './with-servers.js';

// Sessions stay open and make the SDK slower the more there are, so both start afresh after so many pairs.
const pairsPerServer = 3;

/** How fast sessions open. */
export const initializeRate: Study = {
  name: 'initialize',
  title: 'initialize: sessions opened, Toolgate and the SDK 1.x with one server a session',
  note: `The ratio is the SDK's CPU time for a session over Toolgate's. All sessions stay open; servers start afresh after ${pairsPerServer} pairs.`,
  run: async (bench) => {
    const comparison = await compareInitialize(bench);
    const faults = comparisonFaults('initialize', comparison, bench.pairs);
    const { pairs } = comparison;
    if (pairs.length === 0) return { figures: [], faults };
    const ours = { subject: 'toolgate 2025', case: '' };
    const theirs = { subject: 'sdk-v1-stateful', case: '' };
    return {
      figures: [
        figure(
          { ...ours, measure: 'CPU', unit: 'µs' },
          pairs.map(({ subject }) => subject.cpu),
        ),
        figure(
          { ...ours, measure: 'sessions', unit: '/s' },
          pairs.map(({ subject }) => subject.perSecond),
        ),
        figure({ ...ours, measure: 'ratio to SDK 1.x', unit: '×' }, cpuRatios(comparison)),
        figure(
          { ...theirs, measure: 'CPU', unit: 'µs' },
          pairs.map(({ before }) => before.cpu),
        ),
        figure(
          { ...theirs, measure: 'sessions', unit: '/s' },
          pairs.map(({ before }) => before.perSecond),
        ),
      ],
      faults,
    };
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
        return compareServers({ ...bench, pairs, quick: true }, title, loaded(server), loaded(sdk));
      }),
    );
  }
  return { pairs: parts.flatMap(({ pairs }) => pairs), voids: parts.flatMap(({ voids }) => voids) };
}
