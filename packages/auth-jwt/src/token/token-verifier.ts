import type { KeyObject } from 'node:crypto';
import { type Clock, type Credential, type Principal, systemClock } from '@toolgate/core';
import type { JwtSettings } from '../jwt-settings.js';
import { checkClaims } from './check-claims.js';
import { freeze } from './freeze.js';
import { invalidToken } from './invalid-token.js';
import { hasTokenForm, readHeader, type TokenHeader } from './token-header.js';
import { tokenPrincipal } from './token-principal.js';
import { VerifiedTokens } from './verified-tokens.js';
import { verifySignature } from './verify-signature.js';

type Eventually<Value> = Value | Promise<Value>;

/** Turns tokens into callers. What was verified lately is answered at once, without a promise. */
export class TokenVerifier {
  readonly #settings: JwtSettings;
  readonly #verified = new VerifiedTokens();
  clock: Clock = systemClock;

  constructor(settings: JwtSettings) {
    this.#settings = settings;
  }

  /** Undefined for what is no token. Throws, or rejects with, an AuthenticationError for one that is not valid. */
  authenticate({ scheme, value }: Credential): Eventually<Principal | undefined> {
    if (scheme !== 'bearer' || !hasTokenForm(value)) return undefined;
    const key = this.#verified.keyOf(value);
    const known = this.#verified.get(key, this.clock);
    if (known !== undefined) return this.#unlessRevoked(known);
    const header = readHeader(value, this.#settings.algorithms);
    const found = this.#settings.keys.find(header);
    if (!(found instanceof Promise)) return this.#unlessRevoked(this.#verify(value, header, found, key));
    return found.then((signer) => this.#unlessRevoked(this.#verify(value, header, signer, key)));
  }

  #verify(token: string, { alg }: TokenHeader, signer: KeyObject | undefined, key: string): Principal {
    if (signer === undefined) throw invalidToken();
    const { clock } = this;
    const { verifyRules, claimRules, mapping } = this.#settings;
    const payload = verifySignature(token, signer, alg, verifyRules, clock.wallTime());
    const claims = freeze(checkClaims(payload, clock.wallTime(), claimRules));
    const principal = tokenPrincipal(claims, mapping, claimRules.toleranceMs);
    this.#verified.add(key, principal, clock);
    return principal;
  }

  #unlessRevoked(principal: Principal): Eventually<Principal> {
    const { revoked } = this.#settings;
    if (revoked === undefined) return principal;
    const answer = revoked(principal.claims);
    const judge = (isRevoked: unknown): Principal => {
      if (isRevoked === false) return principal;
      throw invalidToken('The token was revoked.');
    };
    return answer instanceof Promise ? answer.then(judge) : judge(answer);
  }
}
