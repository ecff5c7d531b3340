import { type Comparison, cpuRatio } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import type { RunningServer } from '../process/start-server.js';
import { sdkProgram } from '../programs/sdk-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { openConversation, requestIn } from '../request/conversation.js';
import { secret } from '../toolgate/api-keys.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
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
  const about = { case: `${tools} tools`, at: tools };
  const ours = figuresFrom({ ...about, subject: 'toolgate 2025' }, comparison.pairs, [
    ['CPU', 'µs', ({ subject }) => subject.cpu],
    ['ratio to SDK 1.x', '×', cpuRatio],
  ]);
  const theirs = figuresFrom({ ...about, subject: 'sdk-v1-stateful' }, comparison.pairs, [
    ['CPU', 'µs', ({ before }) => before.cpu],
  ]);
  return findingsOf(`tools-list ${tools}`, comparison, bench.pairs, [...ours, ...theirs]);
}

/** Lists the tools of both, in pairs; ours may ask for a key, which has the permission for all of them. */
export function compareLists(bench: Bench, tools: number, setup: 'core' | 'api-key' = 'core'): Promise<Comparison> {
  const env = { TOOLS: String(tools) };
  return withServers(bench, [toolgateProgram(setup, env), sdkProgram(env)], async (server, sdk) => {
    const headers = setup === 'core' ? {} : { 'x-api-key': secret };
    const last = tools === 1 ? 'echo' : `echo-${tools - 1}`;
    const expects = { text: `"name":"${last}"`, end: '}', length: tools * 60 };
    const loaded = async (running: RunningServer) => {
      const conversation = await openConversation(running.url, { era: '2025-11-25', session: true, headers });
      return { server: running, request: requestIn(conversation, 'tools/list', {}, expects) };
    };
    return compareServers(bench, `tools-list ${tools}, ${setup}`, await loaded(server), await loaded(sdk));
  });
}
