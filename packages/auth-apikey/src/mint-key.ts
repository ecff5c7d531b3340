import { randomBytes } from 'node:crypto';

/** A new API key: `tg_` and 256 random bits. Show it once, keep its digest. */
export function mintKey(): string {
  return `tg_${randomBytes(32).toString('base64url')}`;
}
