import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const tries = 100;
const tryMs = 20;

/** Replaces a file in one step: who reads it sees the old text or the new one. A new file is readable by its owner alone. */
export function writeWhole(path: string, text: string): void {
  // A link stays one, and who could read the file still can.
  const target = existsSync(path) ? realpathSync(path) : path;
  const mode = statSync(target, { throwIfNoEntry: false })?.mode ?? 0o600;
  const staging = `${target}.${randomUUID()}`;
  writeFileSync(staging, text, { mode: 0o600 });
  chmodSync(staging, mode & 0o777);
  renameSync(staging, target);
}

/** Runs a change that reads a file and writes it, while no other program does. Rejects when that takes over two seconds. */
export async function withLock<Result>(path: string, change: () => Result): Promise<Result> {
  const lock = `${path}.lock`;
  for (let attempt = 0; attempt < tries; attempt++) {
    const handle = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (handle === undefined) {
      await pause(tryMs);
      continue;
    }
    try {
      return change();
    } finally {
      await handle.close();
      await rm(lock, { force: true });
    }
  }
  throw new Error(`Another program is changing ${path}. If there is none, remove ${lock}.`);
}
