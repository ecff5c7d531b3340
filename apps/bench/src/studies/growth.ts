import { cpuRatio } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import { floorProgram } from '../programs/floor-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { openConversation } from '../request/conversation.js';
import { openSessions } from '../request/open-sessions.js';
import { secret } from '../toolgate/api-keys.js';
import type { SetupName } from '../toolgate/setups.js';
import { figuresFrom, findingsOf } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** Something there can be more of. */
interface Growing {
  /** Things of it: `tools`. */
  readonly things: string;
  readonly counts: readonly number[];
  readonly setup: SetupName;
  /** Variable of the server's environment that says how many; sessions are opened instead. */
  readonly variable?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const growing: readonly Growing[] = [
  { things: 'tools', counts: [1, 50, 700], setup: 'core', variable: 'TOOLS' },
  { things: 'sessions', counts: [0, 1_000, 10_000], setup: 'core' },
  { things: 'plugins', counts: [0, 5, 20], setup: 'core', variable: 'PLUGINS' },
  { things: 'keys', counts: [1, 1_000, 100_000], setup: 'api-key', variable: 'KEYS', headers: { 'x-api-key': secret } },
];

/** How a call grows with the number of tools, sessions, plugins and keys. */
export const growth: Study = {
  name: 'growth',
  title: 'Growth: the CPU time of a call on a server with more tools, sessions, plugins and API keys',
  note: 'Each plugin wraps the tool in one async function.',
  run: (bench) =>
    gather(
      growing.flatMap((things) =>
        (bench.quick ? things.counts.slice(-1) : things.counts).map(
          (count) => [`${count} ${things.things}`, () => callsWith(bench, things, count)] as const,
        ),
      ),
    ),
};

function callsWith(bench: Bench, { things, setup, variable, headers = {} }: Growing, count: number): Promise<Findings> {
  const program = toolgateProgram(setup, variable === undefined ? {} : { [variable]: String(count) });
  const title = `growth, ${count} ${things}`;
  return withServers(bench, [program, floorProgram], async (server, floor) => {
    if (variable === undefined) await openSessions(server.url, count);
    const conversation = await openConversation(server.url, { era: '2025-11-25', session: true, headers });
    const subject = await loadedEcho(server, conversation, 'tiny');
    const comparison = await compareServers(bench, title, subject, await loadedEcho(floor, conversation, 'tiny'));
    const figures = figuresFrom({ subject: things, case: String(count), at: count }, comparison.pairs, [
      ['CPU', 'µs', (pair) => pair.subject.cpu],
      ['ratio to floor', '×', cpuRatio],
    ]);
    return findingsOf(title, comparison, bench.pairs, figures);
  });
}
