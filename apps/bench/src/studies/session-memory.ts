import type { RunningServer, ServerProgram } from '../process/start-server.js';
import { sdkProgram } from '../programs/sdk-program.js';
import { toolgateProgram } from '../programs/toolgate-program.js';
import { openSessions } from '../request/open-sessions.js';
import { figuresFrom } from './figures-from.js';
import { type Bench, type Findings, gather, type Study } from './study.js';
import { withServers } from './with-servers.js';

/** What a session costs that does nothing. */
export const sessionMemory: Study = {
  name: 'session-memory',
  title: 'Memory of an idle session: what a server holds after a full collection, before and after it opened many',
  note: '10,000 sessions (1,000 in a quick run), 3 fresh servers each. Heap counts JavaScript and buffers, RSS whole pages of the process.',
  run: (bench) =>
    gather([
      ['toolgate 2025', () => memoryOf(bench, 'toolgate 2025', toolgateProgram('core'))],
      ['sdk-v1-stateful', () => memoryOf(bench, 'sdk-v1-stateful', sdkProgram())],
    ]),
};

async function memoryOf(bench: Bench, subject: string, program: ServerProgram): Promise<Findings> {
  const count = bench.quick ? 1_000 : 10_000;
  const samples = [];
  for (let run = 0; run < Math.min(bench.pairs, 3); run += 1) samples.push(await sessionBytes(bench, program, count));
  const figures = figuresFrom({ subject, case: `${count} sessions` }, samples, [
    ['heap a session', 'bytes', ({ heap }) => heap],
    ['RSS a session', 'bytes', ({ rss }) => rss],
  ]);
  return { figures, faults: [] };
}

/** Bytes for one of `count` sessions that a new server opens. */
export function sessionBytes(
  bench: Pick<Bench, 'start' | 'progress'>,
  program: ServerProgram,
  count: number,
): Promise<{ readonly heap: number; readonly rss: number }> {
  return withServers(bench, [program], async (server: RunningServer) => {
    bench.progress(`session-memory: opening ${count} sessions`);
    // The first ones compile what opens them.
    await openSessions(server.url, 500);
    const before = await server.memory();
    await openSessions(server.url, count);
    const after = await server.memory();
    return { heap: (after.heap - before.heap) / count, rss: (after.rss - before.rss) / count };
  });
}
