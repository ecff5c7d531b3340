import type { KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { type Algorithm, fits } from '../algorithm.js';
import { invalidToken } from './invalid-token.js';

/** What a token must be, in the terms of the library. Empty lists would be skipped by it, so there are none. */
export interface VerifyRules {
  readonly issuer: readonly [string, ...string[]];
  /** Undefined accepts every audience. */
  readonly audience: readonly [string, ...string[]] | undefined;
  readonly toleranceMs: number;
}

const { TokenExpiredError, NotBeforeError, JsonWebTokenError } = jsonwebtoken;

/** The payload of a token whose signature, issuer, audience and times are right. Throws an AuthenticationError. */
export function verifySignature(
  token: string,
  key: KeyObject,
  algorithm: Algorithm,
  { issuer, audience, toleranceMs }: VerifyRules,
  wallTime: number,
): unknown {
  if (!fits(algorithm, key)) throw invalidToken();
  try {
    return jsonwebtoken.verify(token, key, {
      algorithms: [algorithm],
      issuer: [...issuer],
      ...(audience === undefined ? {} : { audience: [...audience] }),
      clockTimestamp: Math.floor(wallTime / 1_000),
      clockTolerance: Math.ceil(toleranceMs / 1_000),
    });
  } catch (error) {
    throw invalidToken(reason(error));
  }
}

function reason(error: unknown): string | undefined {
  if (error instanceof TokenExpiredError) return 'The token has expired.';
  if (error instanceof NotBeforeError) return 'The token is not valid yet.';
  if (!(error instanceof JsonWebTokenError)) return undefined;
  // The rest of its messages names what was expected.
  if (error.message.startsWith('jwt audience')) return 'The token is for another service.';
  if (error.message.startsWith('jwt issuer')) return 'The token is from another issuer.';
  return undefined;
}
