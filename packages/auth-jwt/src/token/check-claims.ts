import type { TokenClaims } from '../jwt-options.js';
import { invalidToken } from './invalid-token.js';

/** Claims that every accepted token has. */
export interface CheckedClaims extends TokenClaims {
  readonly iss: string;
  readonly sub: string;
  /** Seconds since 1970. */
  readonly exp: number;
}

export interface ClaimRules {
  readonly requiredClaims: readonly string[];
  readonly toleranceMs: number;
  readonly maxLifetimeMs: number;
}

/** Checks what the library does not: types, required claims, lifetimes. Throws an AuthenticationError. */
export function checkClaims(payload: unknown, wallTime: number, rules: ClaimRules): CheckedClaims {
  if (!isPlainObject(payload) || Object.hasOwn(payload, '__proto__')) throw invalidToken();
  const { iss, sub, exp, iat } = payload;
  if (typeof iss !== 'string' || !isSubject(sub)) throw invalidToken('The token says not who it is for.');
  if (!isTime(exp)) throw invalidToken('The token says not when it expires.');
  if (iat !== undefined && (!isTime(iat) || iat * 1_000 > wallTime + rules.toleranceMs)) {
    throw invalidToken('The token was issued in the future.');
  }
  if (
    rules.maxLifetimeMs !== Number.POSITIVE_INFINITY &&
    !(isTime(iat) && (exp - iat) * 1_000 <= rules.maxLifetimeMs)
  ) {
    throw invalidToken('The token is valid for too long.');
  }
  const missing = rules.requiredClaims.find((claim) => !Object.hasOwn(payload, claim) || isEmpty(payload[claim]));
  if (missing !== undefined) throw invalidToken('The token lacks a claim that this server needs.');
  return { ...payload, iss, sub, exp };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^\P{Cc}{1,256}$/u.test(value) && value.trim() !== '';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
