import type { KeyEntry } from './keys/key-entry.js';
import type { LastUses } from './last-uses.js';
import type { KeyStore } from './stores/key-store.js';

/** A key as it may be shown: never the secret, never the whole digest. */
export interface KeyInfo extends Omit<KeyEntry, 'digest'> {
  /** The first eight characters. */
  readonly digest: string;
  /** Milliseconds since 1970, exact to a minute; undefined where the key was never used. */
  readonly lastUsed: number | undefined;
}

/** `server.services.apiKeys`. */
export interface ApiKeysService {
  list(): Promise<readonly KeyInfo[]>;
}

declare module '@toolgate/core' {
  interface Services {
    /** Of `@toolgate/auth-apikey`. */
    readonly apiKeys: ApiKeysService;
  }
}

/** What a program may know of its keys. */
export function apiKeysService(store: KeyStore, uses: LastUses): ApiKeysService {
  return {
    async list() {
      const elsewhere = await store.lastUsed?.();
      return (await store.list()).map(({ digest, ...entry }) => {
        const latest = Math.max(uses.of(digest) ?? 0, elsewhere?.get(digest) ?? 0);
        return { ...entry, digest: digest.slice(0, 8), lastUsed: latest === 0 ? undefined : latest };
      });
    },
  };
}
