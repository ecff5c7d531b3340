import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

const shortest = 32;

/** Random key for a process that was given none: what it seals, no other process opens. */
export function randomStateKey(): string {
  return randomBytes(32).toString('base64url');
}

/** The AES-256 key of a configured text (HKDF, RFC 5869). Throws a TypeError for fewer than 32 characters. */
export function stateKey(text: string, position: number): KeyObject {
  if (typeof text !== 'string' || text.length < shortest) {
    // The text stays out of the sentence, for that goes to logs.
    const found = typeof text === 'string' ? `has ${text.length} characters` : `is of type ${typeof text}`;
    throw new TypeError(
      `State key ${position} ${found}: use ${shortest} or more random ones, such as what "openssl rand -base64 32" prints.`,
    );
  }
  return createSecretKey(Buffer.from(hkdfSync('sha256', text, '', 'toolgate requestState v1', 32)));
}
