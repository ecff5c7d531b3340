import { slicesOf } from '../measure/compare-servers.js';
import { warm } from '../measure/warm.js';
import { programPath } from '../process/program-path.js';
import { echoRequest, openConversation } from '../request/conversation.js';
import { payload } from '../request/payload.js';
import { type Bench, type Findings, figure, gather, type Study } from './study.js';

/** What a second process adds. */
export const cluster: Study = {
  name: 'cluster',
  title: 'Throughput of node:cluster with one worker and with two, without sessions',
  note: 'Not pinned. On two cores the load generator and the second worker share one, so the gain is less than there would be.',
  run: (bench) => gather([1, 2].map((workers) => [`${workers} workers`, () => throughput(bench, workers)])),
};

async function throughput(bench: Bench, workers: number): Promise<Findings> {
  bench.progress(`cluster: ${workers} workers`);
  const program = { entry: programPath('servers/toolgate-cluster'), env: { WORKERS: String(workers) } };
  const server = await bench.startAnywhere(program);
  try {
    const conversation = await openConversation(server.url, { era: '2025-11-25' });
    const take = slicesOf(bench, { server, request: echoRequest(conversation, payload('tiny')), connections: 64 });
    await warm(take, { requests: 10_000, slices: bench.quick ? 1 : 3 });
    const rates = [];
    for (let taken = 0; taken < Math.min(bench.pairs, 5); taken += 1) rates.push((await take()).perSecond);
    const about = { subject: 'toolgate sessionless 2025', case: `${workers} workers`, at: workers };
    return { figures: [figure({ ...about, measure: 'requests', unit: '/s' }, rates)], faults: [] };
  } finally {
    await server.stop();
  }
}
