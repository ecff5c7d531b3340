import { digestKey } from '../digest-key.js';
import { entryJson } from '../keys/entry-json.js';
import type { KeyEntry } from '../keys/key-entry.js';
import { readEntry } from '../keys/read-entry.js';
import { mintKey } from '../mint-key.js';
import type { EditableKeyStore } from '../stores/key-store.js';
import type { CommandOptions } from './command-options.js';
import { UsageError } from './usage.js';

/** Makes a key, adds it to the store where there is one, and says what it is. */
export async function mint(options: CommandOptions, store: EditableKeyStore | undefined): Promise<string> {
  const { id, prefix, rotateMs, expiresInMs, permissions, roles, tenant } = options;
  if (id === undefined) throw new UsageError('mint needs --id: who uses the key.');
  if (rotateMs !== undefined && store === undefined) throw new UsageError('--rotate needs --store or --redis.');
  const secret = mintKey(prefix === undefined ? {} : { prefix });
  const expires = expiresInMs === undefined ? undefined : Date.now() + expiresInMs;
  const entry = readEntry(id, digestKey(secret), { permissions, roles, tenant, expires }, `Key "${id}"`);
  if (store === undefined) return `${secret}\n\nkeys: ${record(entry)}\n`;
  const ended = await makeRoom(id, rotateMs, store);
  await store.add(entry);
  const others = ended === 0 ? '' : `${ended} older key${ended === 1 ? '' : 's'} of ${id} will end.\n`;
  return `${secret}\n\n${JSON.stringify(entryJson(entry))}\n${others}`;
}

/** Lets the keys an id has already end. Two keys of one id without an end would be one too many that nobody looks after. */
async function makeRoom(id: string, rotateMs: number | undefined, store: EditableKeyStore): Promise<number> {
  const older = (await listed(store)).filter((entry) => entry.id === id);
  if (older.length === 0) return 0;
  if (rotateMs === undefined)
    throw new Error(`There is a key of ${id}: use --rotate 7d to replace it, or revoke it first.`);
  const end = Date.now() + rotateMs;
  for (const entry of older) await store.update({ ...entry, expiresAt: Math.min(entry.expiresAt ?? end, end) });
  return older.length;
}

/** A file is made by its first key. */
async function listed(store: EditableKeyStore): Promise<readonly KeyEntry[]> {
  try {
    return await store.list();
  } catch (error) {
    if (error instanceof Error && Object(error.cause).code === 'ENOENT') return [];
    throw error;
  }
}

function record(entry: KeyEntry): string {
  const { id, ...rest }: Readonly<Record<string, unknown>> = { ...entryJson(entry) };
  return JSON.stringify({ [String(id)]: rest });
}
