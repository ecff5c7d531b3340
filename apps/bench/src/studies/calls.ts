import { cpuRatio, rateRatio, referenceCpu } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import type { RunningServer } from '../process/start-server.js';
import { floorProgram } from '../programs/floor-program.js';
import { type Conversation, openConversation } from '../request/conversation.js';
import { type PayloadName, payloadNames } from '../request/payload.js';
import type { Row } from '../rows/row.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** `tools/call` of every row, against the floor. */
export const calls: Study = {
  name: 'calls',
  title: 'tools/call: CPU time per request, and the ratio to a bare JSON server that gets the same request',
  note: 'A ratio of 0.5 is twice the CPU time of the floor. The payload of 900 KB comes over 4 connections.',
  run: (bench) =>
    withServers(bench, [floorProgram], (floor) =>
      gather(bench.rows.map((row) => [row.name, () => rowCalls(bench, row, floor)])),
    ),
};

function rowCalls(bench: Bench, row: Row, floor: RunningServer): Promise<Findings> {
  return withServers(bench, [row.server], async (server) => {
    const conversation = await openConversation(server.url, row);
    const payloads = bench.quick ? payloadNames.slice(0, 1) : payloadNames;
    return gather(
      payloads.map((name) => [
        `${row.name} ${name}`,
        () => payloadCalls(bench, row, { name, conversation }, [server, floor]),
      ]),
    );
  });
}

/** What a row is asked, and how. */
interface Asked {
  readonly name: PayloadName;
  readonly conversation: Conversation;
}

async function payloadCalls(
  bench: Bench,
  row: Row,
  { name, conversation }: Asked,
  [server, floor]: readonly [RunningServer, RunningServer],
): Promise<Findings> {
  const title = `${row.name} ${name}`;
  const subject = await loadedEcho(server, conversation, name);
  const reference = { ...(await loadedEcho(floor, conversation, name)), isWarm: row !== bench.rows[0] };
  const comparison = await compareServers(bench, title, subject, reference);
  const figures = figuresFrom({ subject: row.name, case: name }, comparison.pairs, [
    ['ratio to floor', '×', cpuRatio],
    ['CPU', 'µs', (pair) => pair.subject.cpu],
    ['floor CPU', 'µs', referenceCpu],
    ['requests', '/s', (pair) => pair.subject.perSecond],
    ['requests to floor', '×', rateRatio],
  ]);
  return findingsOf(title, comparison, bench.pairs, figures);
}
