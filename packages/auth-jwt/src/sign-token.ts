import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { type Clock, type Duration, parseDuration, systemClock } from '@toolgate/core';
import jsonwebtoken from 'jsonwebtoken';
import { type Algorithm, checkAlgorithms } from './algorithm.js';

/** Claims of a new token; `iss`, `aud`, `iat` and `exp` come from the options. */
export interface SignedClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface SignOptions {
  /** For HS256, HS384 and HS512. */
  readonly secret?: string | Buffer;
  /** For all others: PEM text or a `KeyObject`. */
  readonly privateKey?: string | KeyObject;
  readonly algorithm: Algorithm;
  readonly issuer: string;
  readonly audience: string | readonly string[];
  /** How long the token is valid. */
  readonly expiresIn: Duration;
  /** Names the key, where the verifier has several. */
  readonly kid?: string;
  /** Default: the system's. */
  readonly clock?: Pick<Clock, 'wallTime'>;
}

/** A signed token, for services and for tests. Throws for what no verifier would take, and where the key does not fit the algorithm. */
export function signToken(claims: SignedClaims, options: SignOptions): string {
  const { algorithm, issuer, audience, expiresIn, kid, clock = systemClock } = options;
  for (const [name, value] of Object.entries({ sub: claims.sub, issuer, audience })) {
    if (value === undefined || value === '' || value === null) throw new TypeError(`jwt.sign needs ${name}.`);
  }
  checkAlgorithms([algorithm]);
  const iat = Math.floor(clock.wallTime() / 1_000);
  const exp = iat + Math.ceil(parseDuration(expiresIn, 'expiresIn of jwt.sign') / 1_000);
  const payload = { ...claims, iss: issuer, aud: typeof audience === 'string' ? audience : [...audience], iat, exp };
  return jsonwebtoken.sign(payload, signingKey(options), { algorithm, ...(kid === undefined ? {} : { keyid: kid }) });
}

function signingKey({ secret, privateKey }: SignOptions): KeyObject {
  if (secret !== undefined && privateKey === undefined) return createSecretKey(Buffer.from(secret));
  if (privateKey !== undefined && secret === undefined) {
    return typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey;
  }
  throw new TypeError('jwt.sign needs a secret or a privateKey, and not both.');
}
