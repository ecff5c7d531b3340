import { randomBytes } from 'node:crypto';

/** By this a key is told from other bearer values, and found where it was leaked. */
export const keyPrefix = 'tg_';

export interface MintOptions {
  /** What the key begins with, `tg_` and a word. Default `"tg_live_"`. */
  readonly prefix?: string;
}

/** A new API key: a prefix that people recognise and 256 random bits. Show it once, keep its digest. */
export function mintKey({ prefix = 'tg_live_' }: MintOptions = {}): string {
  if (!/^tg_[a-z0-9]{1,16}_$/.test(prefix)) {
    throw new TypeError(`A key cannot begin with ${JSON.stringify(prefix)}: use tg_, up to 16 of a-z 0-9, and _.`);
  }
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}
