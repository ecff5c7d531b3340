import type { RunningServer, ServerProgram } from '../process/start-server.js';
import type { Bench } from './study.js';

/** Starts servers, hands them to `work`, and stops them however that ends. */
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
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
}
