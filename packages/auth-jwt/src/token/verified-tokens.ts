import { hash } from 'node:crypto';
import type { Clock, Principal } from '@toolgate/core';
import { LRUCache } from 'lru-cache';

const capacity = 10_000;
/** Then a token is verified again, in case its key was withdrawn. */
const trustedMs = 5 * 60_000;

interface Verified {
  readonly principal: Principal;
  readonly verifiedAt: number;
}

/** Tokens that were verified lately, by their digest. None is kept past its end. */
export class VerifiedTokens {
  readonly #tokens = new LRUCache<string, Verified>({ max: capacity });

  keyOf(token: string): string {
    return hash('sha256', token, 'base64url');
  }

  get(key: string, clock: Clock): Principal | undefined {
    const found = this.#tokens.get(key);
    if (found === undefined) return undefined;
    const { principal, verifiedAt } = found;
    const ended = principal.expiresAt !== undefined && principal.expiresAt <= clock.wallTime();
    if (!ended && clock.now() - verifiedAt < trustedMs) return principal;
    this.#tokens.delete(key);
    return undefined;
  }

  add(key: string, principal: Principal, clock: Clock): void {
    this.#tokens.set(key, { principal, verifiedAt: clock.now() });
  }
}
