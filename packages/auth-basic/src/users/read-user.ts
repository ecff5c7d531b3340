import { assertGrant, type Principal } from '@toolgate/core';
import { checkPassword, hasControlCharacters } from '../password/check-password.js';
import { hashPrefix, type PasswordHash, parseHash } from '../password/password-hash.js';
import type { UserRecord } from './user-record.js';

/** A user as it was given: with a hash, or with a password that is still to be hashed. */
export interface GivenUser {
  readonly principal: Principal;
  readonly secret: PasswordHash | string;
}

const fields = new Set(['password', 'hash', 'permissions', 'roles', 'tenant']);

/** Checks one entry of `users`. Throws a TypeError that names the user, never the password or the hash. */
export function readUser(name: string, record: UserRecord): GivenUser {
  const what = `User ${JSON.stringify(name)}`;
  if (name.trim() === '' || name.includes(':') || hasControlCharacters(name)) {
    throw new TypeError(`${what} has a name that no client can send: use text without colons and control characters.`);
  }
  if (typeof record === 'string') return readBare(name, record, what);
  if (typeof record !== 'object' || record === null) {
    throw new TypeError(`${what} must be a password, a hash, or { password | hash, permissions, roles, tenant }.`);
  }
  const unknown = Object.keys(record).find((key) => !fields.has(key));
  if (unknown !== undefined) throw new TypeError(`${what} has the unknown field ${unknown}.`);
  if ('password' in record && 'hash' in record) throw new TypeError(`${what} has password and hash: give one of them.`);
  const { permissions = [], roles = [], tenant } = record;
  for (const permission of list(permissions, `${what} permissions`)) assertGrant(permission, what);
  if (tenant !== undefined && (typeof tenant !== 'string' || tenant === '')) {
    throw new TypeError(`${what} has a tenant that is no text.`);
  }
  const principal = principalOf(name, permissions, list(roles, `${what} roles`), tenant);
  if ('hash' in record) return { principal, secret: readHash(record.hash, what) };
  checkPassword(record.password, `The password of ${what}`);
  return { principal, secret: record.password };
}

/** Without a list of what it grants, a password grants its user's own name as a permission. */
function readBare(name: string, secret: string, what: string): GivenUser {
  if (/[\s.*]/.test(name)) {
    throw new TypeError(
      `${what} is given by a password alone, so its name is its permission: use one without ". * or blanks", or { password, permissions }.`,
    );
  }
  const principal = principalOf(name, [name], [], undefined);
  if (typeof secret === 'string' && secret.startsWith(hashPrefix)) return { principal, secret: readHash(secret, what) };
  checkPassword(secret, `The password of ${what}`);
  return { principal, secret };
}

function readHash(hash: unknown, what: string): PasswordHash {
  const parsed = typeof hash === 'string' ? parseHash(hash) : undefined;
  if (parsed !== undefined) return parsed;
  throw new TypeError(`${what} has a hash that hashPassword did not make: run the command \`hash\` for a new one.`);
}

function list(value: unknown, what: string): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')) return value;
  throw new TypeError(`${what} must be a list of texts.`);
}

function principalOf(
  name: string,
  permissions: readonly string[],
  roles: readonly string[],
  tenant: string | undefined,
): Principal {
  return Object.freeze({
    id: `basic:${name}`,
    name,
    ...(tenant === undefined ? {} : { tenant }),
    permissions: Object.freeze([...permissions]),
    roles: Object.freeze([...roles]),
    claims: Object.freeze({}),
    authenticator: 'auth-basic',
  });
}
