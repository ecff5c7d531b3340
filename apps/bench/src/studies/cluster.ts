import { slicesOf } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import type { TakeSlice } from '../measure/slice.js';
import { warm } from '../measure/warm.js';
import { programPath } from '../process/program-path.js';
import type { RunningServer, ServerProgram } from '../process/start-server.js';
import { openConversation } from '../request/conversation.js';
import { figuresFrom } from './figures-from.js';
import type { Bench, Study } from './study.js';
import { withServers } from './with-servers.js';

/** What a second process adds. */
export const cluster: Study = {
  name: 'cluster',
  title: 'Throughput of node:cluster with two workers over that with one, without sessions, 64 connections',
  note: 'Not pinned; slices of both alternate. On two cores the load generator and the second worker share one, so the gain is less than there would be.',
  run: (bench) =>
    withServers({ start: bench.startAnywhere }, [program(1), program(2)], async (single, double) => {
      const one = await warmSlices(bench, single, 'one worker');
      const two = await warmSlices(bench, double, 'two workers');
      const pairs = [];
      for (let pair = 0; pair < bench.pairs; pair += 1) {
        bench.progress(`cluster: pair ${pair + 1} of ${bench.pairs}`);
        pairs.push({ one: (await one()).perSecond, two: (await two()).perSecond });
      }
      const subject = 'toolgate sessionless 2025';
      return {
        figures: [
          ...figuresFrom({ subject, case: '1 worker', at: 1 }, pairs, [['requests', '/s', (pair) => pair.one]]),
          ...figuresFrom({ subject, case: '2 workers', at: 2 }, pairs, [
            ['requests', '/s', (pair) => pair.two],
            ['requests to one worker', '×', (pair) => pair.two / pair.one],
          ]),
        ],
        faults: [],
      };
    }),
};

function program(workers: number): ServerProgram {
  return { entry: programPath('servers/toolgate-cluster'), env: { WORKERS: String(workers) } };
}

async function warmSlices(bench: Bench, server: RunningServer, name: string): Promise<TakeSlice> {
  const loaded = await loadedEcho(server, await openConversation(server.url, { era: '2025-11-25' }), 'tiny');
  const take = slicesOf(bench, name, { ...loaded, connections: 64 });
  await warm(take, { requests: 10_000, slices: bench.quick ? 1 : 3 });
  return take;
}
