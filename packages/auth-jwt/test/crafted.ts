import { createHmac, type KeyObject, sign } from 'node:crypto';
import { audience, issuer, secret } from './jwt-server.js';

/** The wall time of the fake clock in seconds. */
export const now = Date.UTC(2026, 0, 1) / 1_000;

export const goodClaims = { iss: issuer, aud: audience, sub: 'ada', iat: now, exp: now + 3_600 };

const encode = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** How the tests of one kind of verifier sign what no library would. */
export interface Forge {
  readonly alg: string;
  readonly kid?: string;
  signature(input: string): string;
}

export const hmac = (key: string | Buffer = secret, hash = 'sha256', alg = 'HS256'): Forge => ({
  alg,
  signature: (input) => createHmac(hash, key).update(input).digest('base64url'),
});

export const rsaForge = (key: KeyObject, kid?: string): Forge => ({
  alg: 'RS256',
  ...(kid === undefined ? {} : { kid }),
  signature: (input) => sign('sha256', Buffer.from(input), key).toString('base64url'),
});

/** A token of this header and payload, objects or texts, with the signature that belongs to them. */
export function craft(forge: Forge, payload: unknown, header: object | string = {}): string {
  const own = { alg: forge.alg, typ: 'JWT', ...(forge.kid === undefined ? {} : { kid: forge.kid }) };
  const input = `${encode(typeof header === 'string' ? header : { ...own, ...header })}.${encode(payload)}`;
  return `${input}.${forge.signature(input)}`;
}
