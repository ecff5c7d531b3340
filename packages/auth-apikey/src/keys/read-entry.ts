import { assertGrant } from '@toolgate/core';
import type { KeyEntry } from './key-entry.js';

const digestSyntax = /^[0-9a-f]{64}$/;

/** Checks what a key may do and how long. Throws a TypeError that begins with `what`, and never names a secret. */
export function readEntry(
  id: string,
  digest: unknown,
  grants: Readonly<Record<string, unknown>>,
  what: string,
): KeyEntry {
  const { permissions = [], roles = [], tenant, expires } = grants;
  if (id.trim() === '') throw new TypeError('An API key has an empty label: name who uses it.');
  if (typeof digest !== 'string' || !digestSyntax.test(digest)) {
    throw new TypeError(`${what} has a digest that is not SHA-256 in lower-case hexadecimal (64 characters).`);
  }
  const held = texts(permissions, `${what} has wrong permissions: give a list such as ["notes.write"].`);
  for (const permission of held) assertGrant(permission, what);
  if (tenant !== undefined && (typeof tenant !== 'string' || tenant === '')) {
    throw new TypeError(`${what} has a tenant that is no text.`);
  }
  const expiresAt = readExpiry(expires, what);
  return Object.freeze({
    id,
    digest,
    permissions: Object.freeze([...held]),
    roles: Object.freeze([...texts(roles, `${what} has wrong roles: give a list such as ["editor"].`)]),
    ...(tenant === undefined ? {} : { tenant }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
}

function texts(value: unknown, message: string): readonly string[] {
  if (Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== '')) return value;
  throw new TypeError(message);
}

function readExpiry(expires: unknown, what: string): number | undefined {
  if (expires === undefined) return undefined;
  const time = expires instanceof Date ? expires.getTime() : typeof expires === 'string' ? isoTime(expires) : expires;
  if (typeof time === 'number' && Number.isFinite(time) && time > 0) return time;
  throw new TypeError(`${what} expires at ${String(expires)}: use a date such as "2027-01-31T00:00:00Z".`);
}

/** Of `2027-01-31` or a date and time with its zone; NaN for anything else that a Date would guess at. */
function isoTime(text: string): number {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const exists = Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(day ?? '');
  return exists ? Date.parse(text) : Number.NaN;
}
