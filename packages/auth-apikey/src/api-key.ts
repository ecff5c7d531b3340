import type { Plugin } from '@toolgate/core';
import { apiKeysService } from './api-keys-service.js';
import { KeyVerifier } from './key-verifier.js';
import type { KeyRecords } from './keys/key-record.js';
import { type GivenKeys, readKeys } from './keys/read-keys.js';
import { LastUses } from './last-uses.js';
import type { KeyStore } from './stores/key-store.js';
import { staticKeyStore } from './stores/static-key-store.js';

export interface ApiKeyOptions {
  /** The keys themselves; the label of each becomes the caller's id, `apikey:<label>`. Either these or `store`. */
  readonly keys?: KeyRecords;
  /** Where keys are kept outside the program: `fileKeyStore(path)`, `redisKeyStore({ client })`, or one of your own. */
  readonly store?: KeyStore;
  /** Permissions of keys that are given without any. Default none. */
  readonly defaultPermissions?: readonly string[];
  /** The header that carries keys. Default `"x-api-key"`. */
  readonly header?: string;
  /** Whether keys may also come as `Authorization: Bearer`. Default true. */
  readonly bearer?: boolean;
}

const known = new Set(['keys', 'store', 'defaultPermissions', 'header', 'bearer']);

/**
 * Authenticates callers by API key, in a header of its own or as a bearer value. Only SHA-256 digests stay in memory. Throws a
 * TypeError for keys that cannot be right; refuses short ones when `NODE_ENV` is `production`.
 */
export function apiKey(options: ApiKeyOptions): Plugin<'auth'> {
  const unknown = Object.keys(options ?? {}).find((key) => !known.has(key));
  if (unknown !== undefined) throw new TypeError(`apiKey does not know the option ${unknown}.`);
  const { header = 'x-api-key', bearer = true } = options ?? {};
  assertHeader(header);
  if (typeof bearer !== 'boolean') throw new TypeError('bearer of apiKey must be true or false.');
  const { store, given } = storeOf(options ?? {});
  const short = given?.short ?? [];
  if (short.length > 0 && process.env.NODE_ENV === 'production') throw new TypeError(shortKeys(short));
  const uses = new LastUses();
  const verifier = new KeyVerifier({ store, header: header.toLowerCase(), bearer, uses });
  return {
    name: 'auth-apikey',
    provides: 'auth',
    auth: {
      headers: [header],
      challenge: 'Bearer',
      authenticate: (credential) => verifier.authenticate(credential),
    },
    services: { apiKeys: apiKeysService(store, uses) },
    async start({ clock, log }) {
      if (short.length > 0) log.warn({ plugin: 'auth-apikey' }, shortKeys(short));
      const expired = given?.entries.filter(({ expiresAt = Infinity }) => expiresAt <= clock.wallTime()) ?? [];
      if (expired.length > 0) {
        log.warn({ plugin: 'auth-apikey', keys: expired.map(({ id }) => id) }, 'API keys have expired: remove them');
      }
      await store.open?.({ clock, log });
      verifier.app = { clock, log };
    },
    async stop() {
      await store.close?.();
    },
  };
}

function storeOf({ keys, store, defaultPermissions }: ApiKeyOptions): { store: KeyStore; given?: GivenKeys } {
  if (keys !== undefined && store !== undefined) throw new TypeError('apiKey has keys and a store: give one of them.');
  if (store !== undefined) {
    if (defaultPermissions !== undefined) {
      throw new TypeError(
        'apiKey has defaultPermissions and a store: the keys of a store say themselves what they grant.',
      );
    }
    if (typeof store?.find === 'function' && typeof store.list === 'function') return { store };
    throw new TypeError('apiKey has a store that cannot find and list keys: use fileKeyStore or redisKeyStore.');
  }
  if (typeof keys !== 'object' || keys === null) {
    throw new TypeError('apiKey needs keys by label: { keys: { ada: { secret, permissions } } }.');
  }
  const given = readKeys(keys, defaultPermissions);
  return { store: staticKeyStore(given.entries), given };
}

function assertHeader(header: unknown): asserts header is string {
  const valid = typeof header === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header);
  if (valid && header.toLowerCase() !== 'authorization') return;
  throw new TypeError(`apiKey has the header ${JSON.stringify(header)}: use a name such as "x-api-key".`);
}

function shortKeys(short: readonly string[]): string {
  const labels = short.map((label) => `"${label}"`).join(', ');
  return `API keys shorter than 16 characters can be guessed from their digest: ${labels}. Mint longer ones.`;
}
