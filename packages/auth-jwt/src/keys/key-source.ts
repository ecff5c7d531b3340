import type { KeyObject } from 'node:crypto';
import type { TokenHeader } from '../token/token-header.js';

/** Finds the key that a token says it was signed with. */
export interface KeySource {
  /** Undefined for a key there is not. Rejects with an UnavailableError where that cannot be known. */
  find(header: TokenHeader): KeyObject | undefined | Promise<KeyObject | undefined>;
}
