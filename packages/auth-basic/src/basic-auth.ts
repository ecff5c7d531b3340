import { type Duration, type Plugin, parseDuration } from '@toolgate/core';
import { Logins } from './login/logins.js';
import { readUser } from './users/read-user.js';
import type { UserRecord } from './users/user-record.js';
import { UserTable } from './users/user-table.js';

export interface BasicAuthOptions {
  /** Users by name; the name becomes the caller's id, `basic:<name>`. */
  readonly users: Readonly<Record<string, UserRecord>>;
  /** What a browser asks people to log in to. Default `"mcp"`. */
  readonly realm?: string;
  /** How long a right login is remembered and not computed again. Default `"1m"`; 0 remembers none. */
  readonly remember?: Duration;
}

const known = new Set(['users', 'realm', 'remember']);

/**
 * Authenticates callers by user name and password (RFC 7617); use it behind TLS only. Passwords are kept as scrypt hashes.
 * Throws a TypeError for users that cannot be right.
 */
export function basicAuth(options: BasicAuthOptions): Plugin<'auth'> {
  const unknown = Object.keys(options ?? {}).find((key) => !known.has(key));
  if (unknown !== undefined) throw new TypeError(`basicAuth does not know the option ${unknown}.`);
  const { users, realm = 'mcp', remember = '1m' } = options ?? {};
  if (typeof users !== 'object' || users === null || Array.isArray(users) || Object.keys(users).length === 0) {
    throw new TypeError('basicAuth needs users by name: { users: { ada: { hash, permissions } } }.');
  }
  if (typeof realm !== 'string' || !/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(realm)) {
    throw new TypeError('basicAuth has a realm that no header can carry: use ASCII without quotes and backslashes.');
  }
  const rememberMs = parseDuration(remember, 'remember of basicAuth');
  let given = Object.entries(users).map(([name, record]) => readUser(name, record));
  assertDistinct(given.map(({ principal }) => principal.name ?? ''));
  const plain = given.filter(({ secret }) => typeof secret === 'string').map(({ principal }) => principal.name);
  let logins: Logins | undefined;
  return {
    name: 'auth-basic',
    provides: 'auth',
    auth: {
      challenge: `Basic realm="${realm}", charset="UTF-8"`,
      authenticate({ scheme, value, address }) {
        return scheme === 'basic' ? logins?.authenticate(value, address) : undefined;
      },
    },
    async start(app) {
      if (plain.length > 0 && process.env.NODE_ENV === 'production') {
        const message = 'passwords are given as plain text: give hashes of the command `hash` instead';
        app.log.warn({ plugin: 'auth-basic', users: plain }, message);
      }
      logins = new Logins(await UserTable.from(given), app, rememberMs);
      // With them go the passwords that were given as they are.
      given = [];
    },
  };
}

/** Two spellings of one name would be one user. */
function assertDistinct(names: readonly string[]): void {
  const twice = names.find(
    (name, index) => names.findIndex((other) => other.normalize('NFC') === name.normalize('NFC')) < index,
  );
  if (twice !== undefined) throw new TypeError(`User ${JSON.stringify(twice)} is there twice, in two spellings.`);
}
