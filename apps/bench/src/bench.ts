import { constants } from 'node:os';
import { type BenchOptions, benchOptions, usage } from './program/bench-options.js';
import { messageOf } from './program/message-of.js';
import { createProgress } from './program/progress.js';
import { runBench } from './program/run-bench.js';
import { runCheck } from './program/run-check.js';

// After three hours a run starts nothing more and writes what it has; it hangs when that does not end.
const limitMs = 12_600_000;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // A second signal may not cut the cleaning up short.
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
}
setTimeout(() => {
  process.stderr.write(`bench: it has not ended after ${limitMs / 60_000} minutes, so it is ended.\n`);
  process.exit(1);
}, limitMs).unref();

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) return 2;
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const progress = createProgress(process.stderr);
  try {
    return await (options.check ? runCheck : runBench)(options, progress);
  } catch (error) {
    progress.clear();
    process.stderr.write(`bench: ${messageOf(error)}\n`);
    return 1;
  }
}

function readOptions(args: readonly string[]): BenchOptions | undefined {
  try {
    return benchOptions(args);
  } catch (error) {
    process.stderr.write(`bench: ${messageOf(error)}\n`);
    return undefined;
  }
}
