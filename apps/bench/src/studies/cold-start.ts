import { z } from 'zod';
import { pinned } from '../process/cores.js';
import { programPath } from '../process/program-path.js';
import { type Bench, figure, type Study } from './study.js';

const sample = z.object({ importCpu: z.number(), cpu: z.number(), ms: z.number(), rss: z.number() });

type Sample = z.infer<typeof sample>;

const subjects = { toolgate: 'cold/toolgate', 'sdk-v1': 'cold/sdk-v1' } as const;

/** What a start costs. */
export const coldStart: Study = {
  name: 'cold-start',
  title: 'Cold start: importing, adding one tool and listening, in a fresh process each time',
  note: "Without Node's own start. CPU counts all threads; time is on the wall; RSS is the whole process, Node included.",
  run: async (bench) => {
    const samples = await coldStarts(bench);
    const figures = Object.entries(samples).flatMap(([subject, own]) => {
      const about = { subject, case: '' };
      return [
        figure(
          { ...about, measure: 'CPU to import', unit: 'ms' },
          own.map(({ importCpu }) => importCpu),
        ),
        figure(
          { ...about, measure: 'CPU to listen', unit: 'ms' },
          own.map(({ cpu }) => cpu),
        ),
        figure(
          { ...about, measure: 'time to listen', unit: 'ms' },
          own.map(({ ms }) => ms),
        ),
        figure(
          { ...about, measure: 'RSS', unit: 'MB' },
          own.map(({ rss }) => rss / 1e6),
        ),
      ];
    });
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
