import { StdioConversation } from '../load/stdio-conversation.js';
import { type Comparison, cpuRatios } from '../measure/compare.js';
import { compareWarm, comparisonFaults } from '../measure/compare-servers.js';
import { slices, type TakeSlice } from '../measure/slice.js';
import type { Child } from '../process/children.js';
import { pinned } from '../process/cores.js';
import { peerPath, programPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';
import { echoRequest } from '../request/conversation.js';
import { type PayloadName, payload } from '../request/payload.js';
import { type Bench, type Findings, figure, gather, type Study } from './study.js';

const floor: ServerProgram = { entry: programPath('servers/floor-stdio') };
const subjects: readonly (readonly [string, ServerProgram])[] = [
  ['toolgate stdio 2025', { entry: programPath('servers/toolgate'), env: { STDIO: '1' } }],
  ['sdk-v1-stdio', { entry: peerPath('servers/sdk-v1-stdio.mjs') }],
];

/** `tools/call` over standard input and output. */
export const stdio: Study = {
  name: 'stdio',
  title: 'tools/call over stdio, and the ratio to a bare loop over lines of JSON',
  note: 'The load is a loop that keeps 64 messages in flight.',
  run: (bench) =>
    gather(
      subjects.flatMap(([name, program]) =>
        sizes(bench).map((size) => [name, () => stdioCalls(bench, name, program, size)] as const),
      ),
    ),
};

function sizes({ quick }: Bench): readonly PayloadName[] {
  return quick ? ['tiny'] : ['tiny', '10kb'];
}

async function stdioCalls(bench: Bench, name: string, program: ServerProgram, size: PayloadName): Promise<Findings> {
  const title = `${name} ${size}`;
  const comparison = await compareStdio(bench, title, program, size);
  const faults = comparisonFaults(title, comparison, bench.pairs);
  if (comparison.pairs.length === 0) return { figures: [], faults };
  const about = { subject: name, case: size };
  const slicesOfSubject = comparison.pairs.map(({ subject }) => subject);
  return {
    figures: [
      figure({ ...about, measure: 'ratio to floor', unit: '×' }, cpuRatios(comparison)),
      figure(
        { ...about, measure: 'CPU', unit: 'µs' },
        slicesOfSubject.map(({ cpu }) => cpu),
      ),
      figure(
        { ...about, measure: 'requests', unit: '/s' },
        slicesOfSubject.map(({ perSecond }) => perSecond),
      ),
    ],
    faults,
  };
}

async function compareStdio(
  bench: Bench,
  title: string,
  program: ServerProgram,
  size: PayloadName,
): Promise<Comparison> {
  const children: Child[] = [];
  const open = async ({ entry, env }: ServerProgram): Promise<TakeSlice> => {
    const child = bench.children.start(pinned(bench.cores.server, [process.execPath, entry]), { env, input: true });
    children.push(child);
    const conversation = new StdioConversation(child.process);
    await conversation.open();
    const request = echoRequest({ era: '2025-11-25', headers: {} }, payload(size));
    return slices(title, child.process.pid ?? 0, (lastId) => conversation.load(request, 1, lastId));
  };
  try {
    return await compareWarm(bench, title, await open(program), await open(floor));
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}
