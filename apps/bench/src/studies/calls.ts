import { cpuRatios, rateRatios } from '../measure/compare.js';
import { compareServers, comparisonFaults } from '../measure/compare-servers.js';
import type { RunningServer } from '../process/start-server.js';
import { floorProgram } from '../programs/floor-program.js';
import { echoRequest, openConversation } from '../request/conversation.js';
import { type PayloadName, payload } from '../request/payload.js';
import type { WireRequest } from '../request/wire-request.js';
import { payloadsOf, type Row } from '../rows/row.js';
import { type Bench, type Findings, figure, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** `tools/call` of every row, against the floor. */
export const calls: Study = {
  name: 'calls',
  title: 'tools/call: CPU time per request, and the ratio to a bare JSON server that gets the same request',
  note: 'A ratio of 0.5 is twice the CPU time of the floor.',
  run: (bench) =>
    withServers(bench, [floorProgram], (floor) =>
      gather(bench.rows.map((row) => [row.name, () => rowCalls(bench, row, floor)])),
    ),
};

function rowCalls(bench: Bench, row: Row, floor: RunningServer): Promise<Findings> {
  return withServers(bench, [row.server], async (server) => {
    const conversation = await openConversation(server.url, row);
    const payloads = bench.quick ? payloadsOf(row).slice(0, 1) : payloadsOf(row);
    return gather(
      payloads.map((name) => [
        `${row.name} ${name}`,
        () => payloadCalls(bench, row, { name, request: echoRequest(conversation, payload(name)) }, server, floor),
      ]),
    );
  });
}

/** What a row is asked, and the payload's name. */
interface Asked {
  readonly name: PayloadName;
  readonly request: WireRequest;
}

async function payloadCalls(
  bench: Bench,
  row: Row,
  { name, request }: Asked,
  server: RunningServer,
  floor: RunningServer,
): Promise<Findings> {
  const title = `${row.name} ${name}`;
  const comparison = await compareServers(
    bench,
    title,
    { server, request },
    {
      server: floor,
      request,
      isWarm: row !== bench.rows[0],
    },
  );
  const faults = comparisonFaults(title, comparison, bench.pairs);
  const { pairs } = comparison;
  if (pairs.length === 0) return { figures: [], faults };
  const about = { subject: row.name, case: name };
  return {
    figures: [
      figure({ ...about, measure: 'ratio to floor', unit: '×' }, cpuRatios(comparison)),
      figure(
        { ...about, measure: 'CPU', unit: 'µs' },
        pairs.map(({ subject }) => subject.cpu),
      ),
      figure(
        { ...about, measure: 'floor CPU', unit: 'µs' },
        pairs.map(({ before, after }) => (before.cpu + after.cpu) / 2),
      ),
      figure(
        { ...about, measure: 'requests', unit: '/s' },
        pairs.map(({ subject }) => subject.perSecond),
      ),
      figure({ ...about, measure: 'requests to floor', unit: '×' }, rateRatios(comparison)),
    ],
    faults,
  };
}
