import { hash } from 'node:crypto';
import { assertGrant, type Principal } from '@toolgate/core';

/** What one key is and may do: the secret itself, or its SHA-256 digest in hexadecimal. */
export type KeyRecord = KeyGrants & ({ readonly secret: string } | { readonly digest: string });

export interface KeyGrants {
  /** Dotted permissions, `data.*` or `*`. Default none. */
  readonly permissions?: readonly string[];
}

/** A key at rest: no secret, only its digest and the caller it stands for. */
export interface StoredKey {
  readonly digest: string;
  readonly principal: Principal;
  /** The secret was so short that its digest could be guessed. */
  readonly short: boolean;
}

const shortLength = 16;
const digestSyntax = /^[0-9a-f]{64}$/;
const recordKeys = new Set(['secret', 'digest', 'permissions']);

/** SHA-256 of a key in hexadecimal: what a server keeps of it. */
export function digestKey(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Checks one entry of `keys`. Throws a TypeError that names the label, never the secret. */
export function storeKey(label: string, record: KeyRecord): StoredKey {
  const what = `API key "${label}"`;
  if (label.trim() === '') throw new TypeError('An API key has an empty label: name who uses it.');
  if (typeof record !== 'object' || record === null) {
    throw new TypeError(`${what} must be { secret, permissions } or { digest, permissions }.`);
  }
  const unknown = Object.keys(record).find((key) => !recordKeys.has(key));
  if (unknown !== undefined) throw new TypeError(`${what} has the unknown field ${unknown}.`);
  if ('secret' in record && 'digest' in record) throw new TypeError(`${what} has secret and digest: give one of them.`);
  const permissions = checkPermissions(record.permissions ?? [], what);
  const principal: Principal = Object.freeze({
    id: `apikey:${label}`,
    name: label,
    permissions: Object.freeze([...permissions]),
    roles: Object.freeze([]),
    claims: Object.freeze({}),
    authenticator: 'auth-apikey',
  });
  if ('digest' in record) return { digest: checkDigest(record.digest, what), principal, short: false };
  const secret = checkSecret(record.secret, what);
  return { digest: digestKey(secret), principal, short: secret.length < shortLength };
}

function checkPermissions(permissions: readonly string[], what: string): readonly string[] {
  if (!Array.isArray(permissions)) {
    throw new TypeError(`${what} has wrong permissions: give a list such as ["notes.write"].`);
  }
  for (const permission of permissions) assertGrant(permission, what);
  return permissions;
}

function checkDigest(digest: unknown, what: string): string {
  if (typeof digest === 'string' && digestSyntax.test(digest)) return digest;
  throw new TypeError(`${what} has a digest that is not SHA-256 in lower-case hexadecimal (64 characters).`);
}

function checkSecret(secret: unknown, what: string): string {
  if (typeof secret !== 'string' || secret.trim() === '') throw new TypeError(`${what} has an empty secret.`);
  // What is left of a variable that was never set.
  if (secret === 'undefined' || secret === 'null')
    throw new TypeError(`${what} has the text "${secret}" as its secret.`);
  if (secret !== secret.trim()) throw new TypeError(`${what} has a secret with blanks around it.`);
  if (!/^[\x20-\x7e]+$/.test(secret)) throw new TypeError(`${what} has a secret that no header can carry: use ASCII.`);
  return secret;
}
