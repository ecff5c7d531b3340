import type { JSONWebKeySet, JWK } from 'jose';

const maxBytes = 256 * 1024;

/** Fetches a set of keys: at most 256 KiB of JSON, no redirect. Keys that cannot verify a signature are left out. */
export async function fetchKeySet(url: string, init: RequestInit): Promise<JSONWebKeySet> {
  const headers = new Headers(init.headers);
  // A connection kept for the minutes between two fetches may be dead by then.
  headers.set('connection', 'close');
  const response = await fetch(url, { ...init, headers, redirect: 'manual' });
  if (response.status !== 200) throw new Error(`the key set was answered ${response.status}`);
  const value: unknown = JSON.parse(await readText(response));
  const keys: unknown = Object(value).keys;
  if (!Array.isArray(keys)) throw new Error('the key set has no list of keys');
  return { keys: keys.filter(isVerifying) };
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`the key set is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A public key for signatures, with a name. A set may hold others, which are not for us. */
function isVerifying(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null) return false;
  const { kid, kty, use = 'sig', d, k }: JWK = key;
  return (
    typeof kid === 'string' && (kty === 'RSA' || kty === 'EC') && use === 'sig' && d === undefined && k === undefined
  );
}
