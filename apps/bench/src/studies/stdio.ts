import { StdioConversation } from '../load/stdio-conversation.js';
import { type Comparison, cpuRatio } from '../measure/compare.js';
import { compareWarm } from '../measure/compare-servers.js';
import { idBlocks } from '../measure/id-blocks.js';
import { slices, type TakeSlice } from '../measure/slice.js';
import type { Child } from '../process/children.js';
import { pinned } from '../process/cores.js';
import { peerPath, programPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';
import { echoRequest } from '../request/conversation.js';
import { type PayloadName, payload } from '../request/payload.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';

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
  const figures = figuresFrom({ subject: name, case: size }, comparison.pairs, [
    ['ratio to floor', '×', cpuRatio],
    ['CPU', 'µs', ({ subject }) => subject.cpu],
    ['requests', '/s', ({ subject }) => subject.perSecond],
  ]);
  return findingsOf(title, comparison, bench.pairs, figures);
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
    const conversation = new StdioConversation(child);
    await conversation.open();
    const request = echoRequest({ era: '2025-11-25', headers: {} }, payload(size));
    const measured = { pid: child.process.pid ?? 0, ids: idBlocks() };
    return slices(title, measured, (lastId) => conversation.load(request, 1, lastId));
  };
  try {
    return await compareWarm(bench, title, await open(program), await open(floor));
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}
