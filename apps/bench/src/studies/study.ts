import type { Load } from '../load/load.js';
import { type Quartiles, quartiles } from '../measure/quartiles.js';
import type { Children } from '../process/children.js';
import type { Cores } from '../process/cores.js';
import type { RunningServer, ServerProgram } from '../process/start-server.js';
import { messageOf } from '../program/message-of.js';
import type { Row } from '../rows/row.js';
import type { Fault } from './fault.js';

/** One measured thing: the table and the charts are made of these. */
export interface Figure extends Quartiles {
  /** Who was measured: a row's name. */
  readonly subject: string;
  /** In which case: `tiny`, `700 tools`. Empty where there is one. */
  readonly case: string;
  /** The number in the case, for growth curves. */
  readonly at?: number | undefined;
  /** What was measured: `ratio to floor`. */
  readonly measure: string;
  /** Of the values: `µs`, `MB/s`; `×` for ratios. */
  readonly unit: string;
}

/** What a study found. */
export interface Findings {
  readonly figures: readonly Figure[];
  readonly faults: readonly Fault[];
}

/** What studies work with. */
export interface Bench {
  readonly load: Load;
  readonly cores: Cores;
  readonly children: Children;
  /** Rows of this run, ours first. */
  readonly rows: readonly Row[];
  /** Pairs, or repetitions, of each figure. */
  readonly pairs: number;
  /** Whether to do everything once, and on a small scale. */
  readonly quick: boolean;
  /** Says what is being done. */
  readonly progress: (text: string) => void;
  /** Starts a server on the server's core. */
  readonly start: (program: ServerProgram) => Promise<RunningServer>;
  /** Starts a server that may use all cores. */
  readonly startAnywhere: (program: ServerProgram) => Promise<RunningServer>;
}

/** One question, answered by measuring. */
export interface Study {
  /** Of its file of results, and for `--only`. */
  readonly name: string;
  readonly title: string;
  /** How to read the figures. */
  readonly note: string;
  readonly run: (bench: Bench) => Promise<Findings>;
}

/** A figure of some samples. */
export function figure(
  about: Pick<Figure, 'subject' | 'case' | 'at' | 'measure' | 'unit'>,
  samples: readonly number[],
): Figure {
  return { ...about, ...quartiles(samples) };
}

/** The findings of several, in their order; what one of them throws is a fault, and the others go on. */
export async function gather(parts: readonly (readonly [string, () => Promise<Findings>])[]): Promise<Findings> {
  const figures: Figure[] = [];
  const faults: Fault[] = [];
  for (const [name, part] of parts) {
    try {
      const found = await part();
      figures.push(...found.figures);
      faults.push(...found.faults);
    } catch (error) {
      faults.push({ kind: 'failed', text: `${name} FAILED: ${messageOf(error)}` });
    }
  }
  return { figures, faults };
}
