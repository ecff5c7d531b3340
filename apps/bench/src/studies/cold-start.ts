import { z } from 'zod';
import { pinned } from '../process/cores.js';
import { programPath } from '../process/program-path.js';
import { figuresFrom } from './figures-from.js';
import type { Bench, Study } from './study.js';

const cost = z.object({ cpu: z.number(), ms: z.number(), rss: z.number() });
const sample = z.object({ imported: cost, listening: cost });

type Sample = z.infer<typeof sample>;

const subjects = { toolgate: 'cold/toolgate', 'sdk-v1': 'cold/sdk-v1' } as const;

/** What a start costs. */
export const coldStart: Study = {
  name: 'cold-start',
  title: 'Cold start: importing, then adding one tool and listening, in a fresh process each time',
  note: "Without Node's own start. Import is of the package alone, of the SDK only server/mcp.js; listen is all of it, import included. CPU counts all threads; time is on the wall; RSS is the whole process, Node included.",
  run: async (bench) => {
    const samples = await coldStarts(bench);
    const figures = Object.entries(samples).flatMap(([subject, own]) =>
      figuresFrom({ subject, case: '' }, own, [
        ['CPU to import', 'ms', ({ imported }) => imported.cpu],
        ['time to import', 'ms', ({ imported }) => imported.ms],
        ['RSS after import', 'MB', ({ imported }) => imported.rss / 1e6],
        ['CPU to listen', 'ms', ({ listening }) => listening.cpu],
        ['time to listen', 'ms', ({ listening }) => listening.ms],
        ['RSS', 'MB', ({ listening }) => listening.rss / 1e6],
      ]),
    );
    return { figures, faults: [] };
  },
};

/** Starts both in turn, as often as pairs are wanted, after one start of each that does not count. */
export async function coldStarts(
  bench: Bench,
): Promise<{ readonly [Name in keyof typeof subjects]: readonly Sample[] }> {
  const ours: Sample[] = [];
  const theirs: Sample[] = [];
  await startOnce(bench, subjects.toolgate);
  await startOnce(bench, subjects['sdk-v1']);
  for (let run = 0; run < bench.pairs; run += 1) {
    bench.progress(`cold-start: ${run + 1} of ${bench.pairs}`);
    ours.push(await startOnce(bench, subjects.toolgate));
    theirs.push(await startOnce(bench, subjects['sdk-v1']));
  }
  return { toolgate: ours, 'sdk-v1': theirs };
}

async function startOnce({ children, cores }: Bench, program: string): Promise<Sample> {
  const child = children.start(pinned(cores.server, [process.execPath, programPath(program)]));
  return sample.parse(JSON.parse(await child.output()));
}
