import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a script's work: a failure it foresees is printed as its sentence alone, and the exit status is 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error.constructor === Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** A new folder that is gone when the process ends, also after a failure or a signal. */
export function temporaryFolder(prefix) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  return folder;
}

/** Runs every job, `limit` at a time, and answers their results in order; all failures become one. */
export async function inParallel(limit, jobs) {
  const results = [];
  const failures = [];
  const waiting = [...jobs.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, job] = next;
      try {
        results[index] = await job();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new Error(failures.map((failure) => failure.message).join('\n\n'));
  return results;
}
