import { existsSync, readFileSync } from 'node:fs';
import type { StoreSetting } from './key-store.js';
import { writeWhole } from './write-whole.js';

/** How long uses are gathered before they are written. */
const gatherMs = 10_000;

/** When keys were used, in a file of its own: servers that write it never touch the keys. */
export class UsedFile {
  readonly #path: string;
  #gathered = new Map<string, number>();

  constructor(path: string) {
    this.#path = path;
  }

  note(digest: string, at: number, { clock, log }: StoreSetting): void {
    if (this.#gathered.size === 0) clock.schedule(gatherMs, () => this.write(log));
    this.#gathered.set(digest, at);
  }

  /** Writes what was gathered, without waiting any longer. */
  write(log: StoreSetting['log']): void {
    if (this.#gathered.size === 0) return;
    const used = new Map(readUsed(this.#path));
    for (const [digest, at] of this.#gathered) used.set(digest, Math.max(at, used.get(digest) ?? 0));
    this.#gathered = new Map();
    try {
      writeWhole(this.#path, JSON.stringify(Object.fromEntries(used)));
    } catch (error) {
      log.warn({ err: error, plugin: 'auth-apikey' }, 'when keys were used cannot be written');
    }
  }
}

/** Uses by digest; none where the file is missing or broken. */
export function readUsed(path: string): ReadonlyMap<string, number> {
  if (!existsSync(path)) return new Map();
  try {
    const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')));
    return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return new Map();
  }
}
