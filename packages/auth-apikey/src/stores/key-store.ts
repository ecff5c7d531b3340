import type { App } from '@toolgate/core';
import type { KeyEntry } from '../keys/key-entry.js';

/** What a store gets of the server it serves. */
export type StoreSetting = Pick<App, 'clock' | 'log'>;

/** Where keys are kept, by their digest. */
export interface KeyStore {
  /** Awaited before the first request. */
  open?(setting: StoreSetting): void | Promise<void>;
  /** The same object as long as nothing of it changes. Rejects with an UnavailableError where it cannot be known. */
  find(digest: string): KeyEntry | undefined | Promise<KeyEntry | undefined>;
  /** Told of a key that is used, once a minute at the most; `at` in milliseconds since 1970. */
  used?(entry: KeyEntry, at: number): void | Promise<void>;
  list(): readonly KeyEntry[] | Promise<readonly KeyEntry[]>;
  /** Awaited when the server stops. */
  close?(): void | Promise<void>;
  /** When keys were used last, by digest, also by other servers. */
  lastUsed?(): Promise<ReadonlyMap<string, number>>;
}

/** A store that the command line can change. */
export interface EditableKeyStore extends KeyStore {
  /** Adds a key, or takes the place of the one with its digest. */
  add(entry: KeyEntry): Promise<void>;
  /** Changes a key that is still there; false where it is not, so that a revoked one does not come back. */
  update(entry: KeyEntry): Promise<boolean>;
  /** Removes a key; false where there is none. */
  revoke(digest: string): Promise<boolean>;
}
