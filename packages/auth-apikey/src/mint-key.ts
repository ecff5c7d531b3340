import { randomBytes } from 'node:crypto';

/** By this a key is told from other bearer values, and found where it was leaked. */
export const keyPrefix = 'tg_';

/** A new API key: `tg_` and 256 random bits. Show it once, keep its digest. */
export function mintKey(): string {
  return `${keyPrefix}${randomBytes(32).toString('base64url')}`;
}
