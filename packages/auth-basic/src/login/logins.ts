import { type App, AuthenticationError, type Principal, RateLimitError } from '@toolgate/core';
import type { UserTable } from '../users/user-table.js';
import { type BasicLogin, parseLogin } from './basic-login.js';
import { LoginQueue } from './login-queue.js';
import { RememberedLogins } from './remembered-logins.js';

/** Answers logins: at once those it remembers, the others after their hash, two at a time. */
export class Logins {
  readonly #users: UserTable;
  readonly #app: App;
  readonly #queue: LoginQueue;
  readonly #remembered: RememberedLogins;
  /** Logins on their way, so that equal ones from one address are computed once. */
  readonly #pending = new Map<string, Promise<Principal>>();

  constructor(users: UserTable, app: App, rememberMs: number) {
    this.#users = users;
    this.#app = app;
    this.#queue = new LoginQueue(app.clock);
    this.#remembered = new RememberedLogins(app.clock, rememberMs);
  }

  /** The user of a credential. Throws, or rejects with, one and the same AuthenticationError for whatever is wrong. */
  authenticate(value: string, address: string | undefined): Principal | Promise<Principal> {
    const login = parseLogin(value);
    if (login === undefined) throw wrong();
    const key = this.#remembered.keyOf(login);
    return this.#remembered.get(key) ?? this.#once(key, login, address);
  }

  #once(key: string, login: BasicLogin, address: string | undefined): Promise<Principal> {
    this.#assertMayTry(address);
    // Not shared between addresses: each of them has a limit of its own.
    const flight = `${key} ${address}`;
    const pending = this.#pending.get(flight) ?? this.#logIn(key, login, address);
    this.#pending.set(flight, pending);
    const land = (): boolean => this.#pending.delete(flight);
    pending.then(land, land);
    return pending;
  }

  #logIn(key: string, login: BasicLogin, address: string | undefined): Promise<Principal> {
    return this.#queue.run(async () => {
      const known = this.#remembered.get(key);
      if (known !== undefined) return known;
      // Looked at again: what came in one burst had not failed yet.
      this.#assertMayTry(address);
      const principal = await this.#users.find(login.name, login.password);
      if (principal === undefined) throw wrong();
      this.#remembered.add(key, principal);
      return principal;
    });
  }

  #assertMayTry(address: string | undefined): void {
    const retryAfterMs = this.#app.services.failedAttempts?.retryAfterMs(address) ?? 0;
    if (retryAfterMs > 0) throw new RateLimitError('Too many failed logins from this address.', { retryAfterMs });
  }
}

function wrong(): AuthenticationError {
  return new AuthenticationError('The user name or the password is not valid.');
}
