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

const fields = new Set(['permissions', 'roles', 'tenant', 'expires']);

/** Reads `keys` in any of its forms. Throws a TypeError that names the label, never the secret. */
export function readKeys(keys: KeyRecords, defaultPermissions: readonly string[] = []): GivenKeys {
  const given: readonly Given[] = Array.isArray(keys)
    ? keys.map((secret: unknown) => ({ label: undefined, secret, grants: {} }))
    : Object.entries(keys).flatMap(([label, value], index) => givenKeys(label, value, `API key ${index + 1}`));
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

/** What stands under one label: a secret, a record or several; or, where a record has neither, the label is the secret. */
function givenKeys(label: string, value: unknown, unnamed: string): readonly Given[] {
  if (typeof value === 'string') return [{ label, secret: value, grants: {} }];
  if (Array.isArray(value)) return value.map((record: unknown) => labelled(label, record));
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`${unnamed} must be a secret, { secret, permissions } or { digest, permissions }.`);
  }
  if (Object.hasOwn(value, 'secret') || Object.hasOwn(value, 'digest')) return [labelled(label, value)];
  const unknown = Object.keys(value).find((key) => !fields.has(key));
  if (unknown !== undefined) throw new TypeError(`${unnamed} has the unknown field ${unknown}.`);
  // Shorter than any key should be, it is a label whose secret was forgotten.
  if (label.length >= shortLength) return [{ label: undefined, secret: label, grants: { ...value } }];
  throw new TypeError(`${unnamed} has neither secret nor digest: give one of them.`);
}

function labelled(label: string, record: unknown): Given {
  const what = `API key "${label}"`;
  const { secret, digest, ...grants }: Readonly<Record<string, unknown>> = { ...Object(record) };
  const unknown = Object.keys(grants).find((key) => !fields.has(key));
  if (unknown !== undefined) throw new TypeError(`${what} has the unknown field ${unknown}.`);
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
