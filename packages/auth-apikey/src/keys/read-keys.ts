import { digestKey } from '../digest-key.js';
import type { KeyEntry } from './key-entry.js';
import type { KeyRecords } from './key-record.js';
import { readEntry } from './read-entry.js';
import { readSecret, shortLength } from './read-secret.js';

/** The keys of a program, and the labels of those that could be guessed from their digest. */
export interface GivenKeys {
  readonly entries: readonly KeyEntry[];
  readonly short: readonly string[];
}

interface Given {
  readonly label: string | undefined;
  readonly secret?: unknown;
  readonly digest?: unknown;
  readonly grants: Readonly<Record<string, unknown>>;
}

const grantFields = ['permissions', 'roles', 'tenant', 'expires'];
const fields = new Set([...grantFields, 'secret', 'digest']);

/** Reads `keys` in any of its forms. Throws a TypeError that names the label, never the secret. */
export function readKeys(keys: KeyRecords, defaultPermissions: readonly string[] = []): GivenKeys {
  const given: readonly Given[] = Array.isArray(keys)
    ? keys.map((secret: unknown) => ({ label: undefined, secret, grants: {} }))
    : Object.entries(keys).flatMap(([label, value]) => [value].flat().map((record) => givenKey(label, record)));
  if (given.length === 0) throw new TypeError('apiKey has no keys: give at least one.');
  const short: string[] = [];
  const entries = given.map(({ label, secret, digest, grants }, index) => {
    const what = label === undefined ? `API key ${index + 1}` : `API key "${label}"`;
    const own = digest === undefined ? digestKey(readSecret(secret, what)) : digest;
    const granted = { permissions: defaultPermissions, ...grants };
    const entry = readEntry(label ?? String(own).slice(0, 8), own, granted, what);
    if (typeof secret === 'string' && secret.length < shortLength) short.push(entry.id);
    return entry;
  });
  assertDistinct(entries);
  return { entries, short };
}

function givenKey(label: string, record: unknown): Given {
  const what = `API key "${label}"`;
  if (typeof record === 'string') return { label, secret: record, grants: {} };
  if (typeof record !== 'object' || record === null) {
    throw new TypeError(`${what} must be a secret, { secret, permissions } or { digest, permissions }.`);
  }
  const { secret, digest, ...grants }: Readonly<Record<string, unknown>> = { ...record };
  const unknown = Object.keys(record).find((key) => !fields.has(key));
  // What it is called may be a secret, where records are given by secret.
  const keyed = Object.hasOwn(record, 'secret') || Object.hasOwn(record, 'digest');
  if (unknown !== undefined) throw new TypeError(`${keyed ? what : 'An API key'} has the unknown field ${unknown}.`);
  if (!keyed) return { label: undefined, secret: label, grants };
  if (secret !== undefined && digest !== undefined) {
    throw new TypeError(`${what} has secret and digest: give one of them.`);
  }
  return { label, secret, digest, grants };
}

function assertDistinct(entries: readonly KeyEntry[]): void {
  const ids = new Map<string, string>();
  for (const { id, digest } of entries) {
    const other = ids.get(digest);
    if (other !== undefined) {
      throw new TypeError(`API keys "${other}" and "${id}" have the same secret: mint another.`);
    }
    ids.set(digest, id);
  }
}
