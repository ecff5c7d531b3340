import type { KeyEntry } from '../keys/key-entry.js';
import type { KeyStore } from './key-store.js';

/** Keys that stay as they were given. Looking a digest up tells an attacker's clock nothing: nearby keys have unrelated digests. */
export function staticKeyStore(entries: readonly KeyEntry[]): KeyStore {
  const byDigest = new Map(entries.map((entry) => [entry.digest, entry]));
  return { find: (digest) => byDigest.get(digest), list: () => entries };
}
