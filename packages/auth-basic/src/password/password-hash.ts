import { hashBytes, isSoundWork, type ScryptWork } from './scrypt.js';

/** A hashed password at rest, and how it was made. */
export interface PasswordHash {
  readonly work: ScryptWork;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const saltBytes = 16;
const syntax = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22,86})\$([A-Za-z0-9_-]{43})$/;

/** By this a hash is told from a password. */
export const hashPrefix = 'scrypt$';

/** As text: `scrypt$15$8$3$<salt>$<hash>`, salt and hash in base64url. */
export function formatHash({ work, salt, hash }: PasswordHash): string {
  const { cost, blocks, rounds } = work;
  return `${hashPrefix}${cost}$${blocks}$${rounds}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Reads a hash; undefined where it is none, or its work is too little or too much. */
export function parseHash(text: string): PasswordHash | undefined {
  const [, cost, blocks, rounds, salt = '', hash = ''] = syntax.exec(text) ?? [];
  const work: ScryptWork = { cost: Number(cost), blocks: Number(blocks), rounds: Number(rounds) };
  const parsed = { work, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
  const whole = parsed.salt.length >= saltBytes && parsed.hash.length === hashBytes;
  return whole && isSoundWork(work) ? parsed : undefined;
}
