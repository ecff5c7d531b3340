import { AuthenticationError, type Credential, type Plugin, type Principal } from '@toolgate/core';
import { digestKey, type KeyRecord, type StoredKey, storeKey } from './key-record.js';
import { keyPrefix } from './mint-key.js';

export interface ApiKeyOptions {
  /** Keys by label; the label becomes the caller's id, `apikey:<label>`. */
  readonly keys: Readonly<Record<string, KeyRecord>>;
}

const header = 'x-api-key';

/**
 * Authenticates callers by API key, in `X-API-Key` or as a bearer value. Only SHA-256 digests stay in memory. Throws a
 * TypeError for keys that cannot be right; refuses short ones when `NODE_ENV` is `production`.
 */
export function apiKey(options: ApiKeyOptions): Plugin<'auth'> {
  const { keys, ...others } = options ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new TypeError(`apiKey does not know the option ${unknown}.`);
  if (typeof keys !== 'object' || keys === null) {
    throw new TypeError('apiKey needs keys by label: { keys: { ada: { secret, permissions } } }.');
  }
  const stored = Object.entries(keys).map(([label, record]) => storeKey(label, record));
  const short = stored.filter((key) => key.short);
  if (short.length > 0 && process.env.NODE_ENV === 'production') throw new TypeError(shortKeys(short));
  const principals = indexByDigest(stored);
  return {
    name: 'auth-apikey',
    provides: 'auth',
    auth: {
      headers: [header],
      challenge: 'Bearer',
      authenticate: (credential) => authenticate(principals, credential),
    },
    start({ log }) {
      if (short.length > 0) log.warn({ plugin: 'auth-apikey' }, shortKeys(short));
    },
  };
}

/** Looking up a digest tells an attacker's clock nothing about the key: nearby keys have unrelated digests. */
function authenticate(
  principals: ReadonlyMap<string, Principal>,
  { scheme, header: carrier, value }: Credential,
): Principal | undefined {
  if (carrier !== header && scheme !== 'bearer') return undefined;
  const principal = principals.get(digestKey(value));
  if (principal !== undefined) return principal;
  // A bearer value of another shape may belong to another authenticator.
  if (carrier !== header && !value.startsWith(keyPrefix)) return undefined;
  throw new AuthenticationError('The API key is not valid.');
}

function indexByDigest(stored: readonly StoredKey[]): ReadonlyMap<string, Principal> {
  if (stored.length === 0) throw new TypeError('apiKey has no keys: give at least one.');
  const principals = new Map<string, Principal>();
  for (const { digest, principal } of stored) {
    const other = principals.get(digest);
    if (other !== undefined) {
      throw new TypeError(`API keys "${other.name}" and "${principal.name}" have the same secret: mint another.`);
    }
    principals.set(digest, principal);
  }
  return principals;
}

function shortKeys(short: readonly StoredKey[]): string {
  const labels = short.map(({ principal }) => `"${principal.name}"`).join(', ');
  return `API keys shorter than 16 characters can be guessed from their digest: ${labels}. Mint longer ones.`;
}
