import type { KeyEntry } from './key-entry.js';
import { readEntry } from './read-entry.js';

const fields = new Set(['permissions', 'roles', 'tenant', 'expires']);

/** An entry as stores keep it: JSON with an ISO date. */
export function entryJson({ expiresAt, ...entry }: KeyEntry): object {
  return expiresAt === undefined ? entry : { ...entry, expires: new Date(expiresAt).toISOString() };
}

/** Reads what `entryJson` wrote. Throws a TypeError that begins with `what` for anything else. */
export function entryFromJson(value: unknown, what: string): KeyEntry {
  const { id, digest, ...grants }: Readonly<Record<string, unknown>> = { ...Object(value) };
  if (typeof id !== 'string') throw new TypeError(`${what} has a key without an id.`);
  const unknown = Object.keys(grants).find((key) => !fields.has(key));
  if (unknown !== undefined) throw new TypeError(`${what}: key "${id}" has the unknown field ${unknown}.`);
  return readEntry(id, digest, grants, `${what}: key "${id}"`);
}
