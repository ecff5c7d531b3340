import type { EditableKeyStore } from '../stores/key-store.js';
import type { CommandOptions } from './command-options.js';
import { UsageError } from './usage.js';

/** Removes the keys that the command line names, and says which. */
export async function revokeKeys({ id, digest }: CommandOptions, store: EditableKeyStore): Promise<string> {
  if ((id === undefined) === (digest === undefined))
    throw new UsageError('revoke needs --id or --digest, one of them.');
  const all = await store.list();
  const found = all.filter((entry) => (digest === undefined ? entry.id === id : entry.digest.startsWith(digest)));
  if (found.length === 0)
    throw new Error(`There is no key ${id === undefined ? `whose digest begins with ${digest}` : `of ${id}`}.`);
  if (digest !== undefined && found.length > 1) {
    throw new Error(`${found.length} keys have a digest that begins with ${digest}: give more of it.`);
  }
  for (const entry of found) await store.revoke(entry.digest);
  return found.map((entry) => `revoked ${entry.digest.slice(0, 8)} of ${entry.id}\n`).join('');
}
