import { parseArgs } from 'node:util';
import { messageOf } from './message-of.js';

/** What the command line asks for. */
export interface BenchOptions {
  readonly check: boolean;
  readonly quick: boolean;
  readonly help: boolean;
  /** Pairs, or repetitions, of each figure. */
  readonly pairs: number;
  /** Names of rows, studies and budgets. Empty: all. */
  readonly only: readonly string[];
}

/** What `--help` prints. */
export const usage = `npm run bench            measures everything, writes apps/bench/results and apps/bench/charts
npm run bench -- --quick two minutes: every row once, and of the rest what there is time for
npm run bench:check      measures what the budgets need; exits with 1 when one is missed

  --only a,b   only these rows, studies or budgets, by the names the tables show
  --pairs n    pairs for each figure (default 15; with --quick 1)
  --help       this text`;

/** Throws an Error whose sentence says which flag is not known, or which value is wrong. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parse(args);
  const quick = values.quick ?? false;
  const check = values.check ?? false;
  if (quick && check) throw new Error('bench:check takes no --quick: a budget needs its 15 pairs.');
  return {
    check,
    quick,
    help: values.help ?? false,
    pairs: pairsOf(values.pairs, { quick, check }),
    only: (values.only ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}

function parse(args: readonly string[]) {
  const options = {
    check: { type: 'boolean' },
    quick: { type: 'boolean' },
    help: { type: 'boolean' },
    pairs: { type: 'string' },
    only: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false });
  } catch (error) {
    const [sentence] = messageOf(error).split('. ');
    throw new Error(`${sentence}. The flags are --quick, --only, --pairs and --help.`);
  }
}

function pairsOf(text: string | undefined, { quick, check }: { quick: boolean; check: boolean }): number {
  if (text === undefined) return quick ? 1 : 15;
  const pairs = Number(text);
  if (!Number.isInteger(pairs) || pairs < 1) throw new Error(`--pairs is "${text}": use a whole number from 1.`);
  if (check && pairs < 15) throw new Error(`--pairs is ${pairs}: a budget needs 15 pairs or more.`);
  return pairs;
}
