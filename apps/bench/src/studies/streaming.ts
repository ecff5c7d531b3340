import { cpuRatio } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { programPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { openConversation, requestIn } from '../request/conversation.js';
import { chunk, chunks } from '../toolgate/stream-size.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

const subjects: readonly (readonly [string, ServerProgram, boolean])[] = [
  ['toolgate 2025', toolgateProgram('streaming'), true],
  ['toolgate sessionless 2025', toolgateProgram('streaming-sessionless'), false],
  ['sdk-v1-stateful', { entry: programPath('servers/sdk-stream') }, true],
];

/** How fast events go out. */
export const streaming: Study = {
  name: 'streaming',
  title: 'Streaming: a call that sends 100 log messages of 1 KB as server-sent events',
  note: 'The floor writes the same events. Streams of a Toolgate session can be resumed, so their events are also kept.',
  run: (bench) =>
    gather(
      subjects
        .slice(0, bench.quick ? 1 : subjects.length)
        .map(([name, program, session]) => [name, () => stream(bench, name, program, session)]),
    ),
};

const floor: ServerProgram = { entry: programPath('servers/floor-stream') };
const expects = {
  text: '"text":"streamed"',
  end: 'streamed"',
  length: chunk.length * chunks,
  // The messages and the answer.
  events: chunks + 1,
};

function stream(bench: Bench, subject: string, program: ServerProgram, session: boolean): Promise<Findings> {
  return withServers(bench, [program, floor], async (server, bare) => {
    const conversation = await openConversation(server.url, { era: '2025-11-25', session });
    const request = requestIn(conversation, 'tools/call', { name: 'stream', arguments: {} }, expects);
    const title = `streaming ${subject}`;
    const comparison = await compareServers(bench, title, { server, request }, { server: bare, request });
    const figures = figuresFrom({ subject, case: '' }, comparison.pairs, [
      ['read', 'MB/s', ({ subject: { load } }) => load.bytes / 1e6 / load.seconds],
      ['CPU a message', 'µs', ({ subject: { cpu } }) => cpu / chunks],
      ['ratio to floor', '×', cpuRatio],
    ]);
    return findingsOf(title, comparison, bench.pairs, figures);
  });
}
