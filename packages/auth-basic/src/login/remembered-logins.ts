import { createHmac, randomBytes } from 'node:crypto';
import type { Clock, Principal } from '@toolgate/core';
import type { BasicLogin } from './basic-login.js';

/** At most this many logins are remembered; the one that was made first is forgotten first. */
const capacity = 10_000;

interface Remembered {
  readonly principal: Principal;
  readonly until: number;
}

/** Logins that were right a moment ago, under a key from which no password can be found. */
export class RememberedLogins {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #key = randomBytes(32);
  readonly #logins = new Map<string, Remembered>();

  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.#ms = ms;
  }

  /** Different for each pair of name and password: the length keeps `a:b` + `c` and `a` + `b:c` apart. */
  keyOf({ name, password }: BasicLogin): string {
    return createHmac('sha256', this.#key).update(`${name.length}:${name}${password}`).digest('base64url');
  }

  get(key: string): Principal | undefined {
    const found = this.#logins.get(key);
    if (found === undefined || found.until > this.#clock.now()) return found?.principal;
    this.#logins.delete(key);
    return undefined;
  }

  add(key: string, principal: Principal): void {
    if (this.#ms === 0) return;
    this.#logins.delete(key);
    this.#logins.set(key, { principal, until: this.#clock.now() + this.#ms });
    if (this.#logins.size <= capacity) return;
    for (const oldest of this.#logins.keys()) {
      this.#logins.delete(oldest);
      return;
    }
  }
}
