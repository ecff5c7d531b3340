import { slicesOf } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import { warm } from '../measure/warm.js';
import type { RunningServer } from '../process/start-server.js';
import { floorProgram } from '../programs/floor-program.js';
import { type Conversation, openConversation, sessionConversation } from '../request/conversation.js';
import type { Row } from '../rows/row.js';
import { figuresFrom } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

const sliceCount = 5;

/** How long callers wait. */
export const latency: Study = {
  name: 'latency',
  title: 'Latency of tools/call under full load, with 16 and 256 connections',
  note: `Of a server that is always busy: the time is mostly that of the requests before. Of ${sliceCount} slices, 1 s with 16 connections and 3 s with 256. The floor gets the headers of a 2025 session.`,
  run: (bench) => {
    const rows = bench.quick ? bench.rows.filter(({ name }) => quickRows.includes(name)) : bench.rows;
    return gather([
      [
        'floor',
        () => withServers(bench, [floorProgram], (server) => latencies(bench, 'floor', server, sessionConversation())),
      ],
      ...rows.map((row) => [row.name, () => rowLatencies(bench, row)] as const),
    ]);
  },
};

const quickRows: readonly string[] = ['toolgate 2025'];

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
  const loaded = await loadedEcho(server, conversation, 'tiny');
  const findings = [16, 256].map((connections) => async () => {
    bench.progress(`latency of ${subject}: ${connections} connections`);
    const take = slicesOf(bench, subject, { ...loaded, connections, seconds: connections > 100 ? 3 : 1 });
    await warm(take, { requests: 10_000, slices: bench.quick ? 1 : 3 });
    const slices = [];
    for (let taken = 0; taken < Math.min(bench.pairs, sliceCount); taken += 1) slices.push((await take()).load.latency);
    const figures = figuresFrom({ subject, case: `${connections} connections`, at: connections }, slices, [
      ['p50', 'ms', ({ p50 }) => p50 / 1_000],
      ['p99', 'ms', ({ p99 }) => p99 / 1_000],
      ['p99.9', 'ms', ({ p999 }) => p999 / 1_000],
    ]);
    return { figures, faults: [] };
  });
  return gather(findings.map((part) => [subject, part]));
}
