import type { RunningServer, ServerProgram } from '../process/start-server.js';
import { messageOf } from '../program/message-of.js';
import type { Bench } from './study.js';

/** Starts servers, hands them to `work`, and stops them however that ends. What fails also tells what they complained of. */
export async function withServers<const Programs extends readonly ServerProgram[], Result>(
  bench: Pick<Bench, 'start'>,
  programs: Programs,
  work: (...servers: { [Index in keyof Programs]: RunningServer }) => Promise<Result>,
): Promise<Result>;
export async function withServers<Result>(
  { start }: Pick<Bench, 'start'>,
  programs: readonly ServerProgram[],
  work: (...servers: RunningServer[]) => Promise<Result>,
): Promise<Result> {
  const running: RunningServer[] = [];
  try {
    for (const program of programs) running.push(await start(program));
    return await work(...running);
  } catch (cause) {
    const complaints = running.map(({ complaint }) => complaint().trim()).filter((complaint) => complaint !== '');
    throw new Error([messageOf(cause), ...complaints].join('\n'), { cause });
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
}
