import { slicesOf } from '../measure/compare-servers.js';
import { warm } from '../measure/warm.js';
import type { RunningServer } from '../process/start-server.js';
import { floorProgram } from '../programs/floor-program.js';
import { type Conversation, echoRequest, openConversation } from '../request/conversation.js';
import { payload } from '../request/payload.js';
import type { Row } from '../rows/row.js';
import { type Bench, type Findings, figure, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** How long callers wait. */
export const latency: Study = {
  name: 'latency',
  title: 'Latency of tools/call under full load, with 16 and 256 connections',
  note: 'Of a server that is always busy: the time is mostly that of the requests before. Medians of the slices.',
  run: (bench) => {
    const rows = bench.quick ? bench.rows.filter(({ name }) => quickRows.includes(name)) : bench.rows;
    return gather([
      ['floor', () => withServers(bench, [floorProgram], (server) => latencies(bench, 'floor', server, plain))],
      ...rows.map((row) => [row.name, () => rowLatencies(bench, row)] as const),
    ]);
  },
};

const quickRows: readonly string[] = ['toolgate 2025'];
const plain: Conversation = { era: '2025-11-25', headers: { 'content-type': 'application/json' } };

function rowLatencies(bench: Bench, row: Row): Promise<Findings> {
  return withServers(bench, [row.server], async (server) =>
    latencies(bench, row.name, server, await openConversation(server.url, row)),
  );
}

async function latencies(
  bench: Bench,
  subject: string,
  server: RunningServer,
  conversation: Conversation,
): Promise<Findings> {
  const request = echoRequest(conversation, payload('tiny'));
  const findings = [16, 256].map((connections) => async () => {
    bench.progress(`latency of ${subject}: ${connections} connections`);
    const take = slicesOf(bench, { server, request, connections, seconds: connections > 100 ? 3 : 1 });
    await warm(take, { requests: 10_000, slices: bench.quick ? 1 : 3 });
    const slices = [];
    for (let taken = 0; taken < Math.min(bench.pairs, 5); taken += 1) slices.push((await take()).load.latency);
    const about = { subject, case: `${connections} connections`, at: connections, unit: 'ms' };
    return {
      figures: [
        figure(
          { ...about, measure: 'p50' },
          slices.map(({ p50 }) => p50 / 1_000),
        ),
        figure(
          { ...about, measure: 'p99' },
          slices.map(({ p99 }) => p99 / 1_000),
        ),
        figure(
          { ...about, measure: 'p99.9' },
          slices.map(({ p999 }) => p999 / 1_000),
        ),
      ],
      faults: [],
    };
  });
  return gather(findings.map((part) => [subject, part]));
}
