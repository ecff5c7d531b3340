import { createHmac, randomBytes } from 'node:crypto';
import type { Principal } from '@toolgate/core';
import { hashPassword, matches } from '../password/hash-password.js';
import { type PasswordHash, parseHash } from '../password/password-hash.js';
import type { GivenUser } from './read-user.js';

interface User {
  readonly principal: Principal;
  readonly hash: PasswordHash;
}

/** Users by name, with hashed passwords. */
export class UserTable {
  readonly #users: ReadonlyMap<string, User>;
  readonly #hashes: readonly PasswordHash[];
  readonly #key = randomBytes(32);

  private constructor(users: readonly User[]) {
    this.#users = new Map(users.map((user) => [(user.principal.name ?? '').normalize('NFC'), user]));
    this.#hashes = users.map(({ hash }) => hash);
  }

  /** Hashes the passwords that were given as they are, one after the other. */
  static async from(given: readonly GivenUser[]): Promise<UserTable> {
    const users: User[] = [];
    for (const { principal, secret } of given) {
      const hash = typeof secret === 'string' ? parseHash(await hashPassword(secret)) : secret;
      if (hash !== undefined) users.push({ principal, hash });
    }
    return new UserTable(users);
  }

  /** The user with that password, undefined where there is none: after the same work, whether the name or the password is wrong. */
  async find(name: string, password: string): Promise<Principal | undefined> {
    const user = this.#users.get(name.normalize('NFC'));
    const right = await matches(password, user?.hash ?? this.#decoy(name));
    return right ? user?.principal : undefined;
  }

  /** The hash of some user, always the same one for a name: an unknown name costs what a known one does. */
  #decoy(name: string): PasswordHash {
    const [first] = createHmac('sha256', this.#key).update(name).digest();
    const decoy = this.#hashes[(first ?? 0) % this.#hashes.length];
    if (decoy === undefined) throw new TypeError('There are no users.');
    return decoy;
  }
}
