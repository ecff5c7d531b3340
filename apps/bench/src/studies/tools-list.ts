import { type Comparison, cpuRatios } from '../measure/compare.js';
import { compareServers, comparisonFaults } from '../measure/compare-servers.js';
import type { RunningServer } from '../process/start-server.js';
import { sdkProgram } from '../programs/sdk-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { openConversation, requestIn } from '../request/conversation.js';
import { type Bench, type Findings, figure, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** What listing the tools costs. */
export const toolsList: Study = {
  name: 'tools-list',
  title: 'tools/list: CPU time of the server, Toolgate and the SDK 1.x',
  note: "The ratio is the SDK's CPU time over Toolgate's.",
  run: (bench) =>
    gather((bench.quick ? [700] : [1, 50, 700]).map((tools) => [`${tools} tools`, () => listing(bench, tools)])),
};

async function listing(bench: Bench, tools: number): Promise<Findings> {
  const comparison = await compareLists(bench, tools);
  const faults = comparisonFaults(`tools-list ${tools}`, comparison, bench.pairs);
  const { pairs } = comparison;
  if (pairs.length === 0) return { figures: [], faults };
  const about = { case: `${tools} tools`, at: tools };
  const ours = { ...about, subject: 'toolgate 2025' };
  const theirs = { ...about, subject: 'sdk-v1-stateful' };
  return {
    figures: [
      figure(
        { ...ours, measure: 'CPU', unit: 'µs' },
        pairs.map(({ subject }) => subject.cpu),
      ),
      figure({ ...ours, measure: 'ratio to SDK 1.x', unit: '×' }, cpuRatios(comparison)),
      figure(
        { ...theirs, measure: 'CPU', unit: 'µs' },
        pairs.map(({ before }) => before.cpu),
      ),
    ],
    faults,
  };
}

/** Lists the tools of both, in pairs. */
export function compareLists(bench: Bench, tools: number): Promise<Comparison> {
  const env = { TOOLS: String(tools) };
  return withServers(bench, [toolgateProgram('core', env), sdkProgram(env)], async (server, sdk) => {
    const last = tools === 1 ? 'echo' : `echo-${tools - 1}`;
    const expects = { text: `"name":"${last}"`, length: tools * 60 };
    const loaded = async (running: RunningServer) => {
      const conversation = await openConversation(running.url, { era: '2025-11-25', session: true });
      return { server: running, request: requestIn(conversation, 'tools/list', {}, expects) };
    };
    return compareServers(bench, `tools-list ${tools}`, await loaded(server), await loaded(sdk));
  });
}
