import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const tries = 100;
const tryMs = 20;

/** Replaces a file in one step, readable by its owner alone: who reads it sees the old text or the new one. */
export function writeWhole(path: string, text: string): void {
  const staging = `${path}.${randomUUID()}`;
  writeFileSync(staging, text, { mode: 0o600 });
  renameSync(staging, path);
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
