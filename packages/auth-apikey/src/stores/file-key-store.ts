import { readFileSync, statSync } from 'node:fs';
import { entryFromJson, entryJson } from '../keys/entry-json.js';
import type { KeyEntry } from '../keys/key-entry.js';
import type { EditableKeyStore, StoreSetting } from './key-store.js';
import { readUsed, UsedFile } from './used-file.js';
import { withLock, writeWhole } from './write-whole.js';

/** How often a change of the file is looked for. */
const lookMs = 1_000;

export type FileKeyStore = EditableKeyStore;

/**
 * Keys in a JSON file, `[{ "id", "digest", "permissions", "expires" }]`, read again within a second of a change. A file that
 * is broken or gone keeps the last keys, and the log says so. When keys were used is kept beside it, in `<path>.used.json`.
 */
export function fileKeyStore(path: string): FileKeyStore {
  return new JsonFileKeyStore(path);
}

class JsonFileKeyStore implements FileKeyStore {
  readonly #path: string;
  readonly #used: UsedFile;
  #setting: StoreSetting | undefined;
  #entries: ReadonlyMap<string, KeyEntry> = new Map();
  #version = '';
  #looked = Number.NEGATIVE_INFINITY;

  constructor(path: string) {
    if (typeof path !== 'string' || path === '') throw new TypeError('fileKeyStore needs the path of a JSON file.');
    this.#path = path;
    this.#used = new UsedFile(`${path}.used.json`);
  }

  /** Throws where the file cannot be read. */
  open(setting: StoreSetting): void {
    this.#setting = setting;
    this.#version = versionOf(this.#path);
    this.#entries = readFile(this.#path);
    this.#looked = setting.clock.now();
  }

  find(digest: string): KeyEntry | undefined {
    const now = this.#setting?.clock.now() ?? 0;
    if (now - this.#looked >= lookMs) this.#look(now);
    return this.#entries.get(digest);
  }

  used({ digest }: KeyEntry, at: number): void {
    if (this.#setting !== undefined) this.#used.note(digest, at, this.#setting);
  }

  list(): readonly KeyEntry[] {
    return [...readFile(this.#path).values()];
  }

  async lastUsed(): Promise<ReadonlyMap<string, number>> {
    return readUsed(`${this.#path}.used.json`);
  }

  add(entry: KeyEntry): Promise<void> {
    return withLock(this.#path, () => {
      const entries = new Map(versionOf(this.#path) === missing ? [] : readFile(this.#path));
      writeFile(this.#path, entries.set(entry.digest, entry));
    });
  }

  update(entry: KeyEntry): Promise<boolean> {
    return withLock(this.#path, () => {
      const entries = new Map(readFile(this.#path));
      if (!entries.has(entry.digest)) return false;
      writeFile(this.#path, entries.set(entry.digest, entry));
      return true;
    });
  }

  close(): void {
    if (this.#setting !== undefined) this.#used.write(this.#setting.log);
  }

  revoke(digest: string): Promise<boolean> {
    return withLock(this.#path, () => {
      const entries = new Map(readFile(this.#path));
      const found = entries.delete(digest);
      if (found) writeFile(this.#path, entries);
      return found;
    });
  }

  #look(now: number): void {
    this.#looked = now;
    const version = versionOf(this.#path);
    if (version === this.#version) return;
    this.#version = version;
    try {
      this.#entries = keeping(this.#entries, readFile(this.#path));
    } catch (error) {
      this.#setting?.log.error(
        { err: error, plugin: 'auth-apikey' },
        'the key file cannot be read; the last keys stay',
      );
    }
  }
}

const missing = 'missing';

/** Differs when the file does: it is replaced by another one, never written in place. */
function versionOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? missing : `${status.ino} ${status.mtimeMs} ${status.size}`;
}

function readFile(path: string): ReadonlyMap<string, KeyEntry> {
  let value: unknown;
  // Reading a pipe would wait for whoever writes to it.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw new Error(`The key file ${path} is no file.`);
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    // The reason of a broken file quotes its text.
    const reason = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read: mint a key with --store to make it';
    throw new Error(`The key file ${path} ${reason}.`, cause instanceof SyntaxError ? {} : { cause });
  }
  if (!Array.isArray(value)) throw new TypeError(`The key file ${path} is no list of keys.`);
  const entries = value.map((item: unknown) => entryFromJson(item, `The key file ${path}`));
  return new Map(entries.map((entry) => [entry.digest, entry]));
}

/** The new entries, and the old object for each that is the same: what core knows of it stays known. */
function keeping(
  old: ReadonlyMap<string, KeyEntry>,
  fresh: ReadonlyMap<string, KeyEntry>,
): ReadonlyMap<string, KeyEntry> {
  const same = (entry: KeyEntry): KeyEntry => {
    const before = old.get(entry.digest);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(entry) ? before : entry;
  };
  return new Map([...fresh.values()].map((entry) => [entry.digest, same(entry)]));
}

function writeFile(path: string, entries: ReadonlyMap<string, KeyEntry>): void {
  writeWhole(path, `${JSON.stringify([...entries.values()].map(entryJson), null, 2)}\n`);
}
