import { randomBytes, timingSafeEqual } from 'node:crypto';
import { checkPassword } from './check-password.js';
import { formatHash, type PasswordHash, parseHash } from './password-hash.js';
import { derive, isSoundWork, type ScryptWork, standardWork } from './scrypt.js';

/** A new hash of a password, as text to keep. Default work: 32 MiB, three rounds. Throws a TypeError for what is no password. */
export async function hashPassword(password: string, work: ScryptWork = standardWork): Promise<string> {
  checkPassword(password, 'The password');
  if (!isSoundWork(work)) {
    throw new TypeError(
      'The work is out of bounds: use a cost of 14 to 17, 8 to 16 blocks and 1 to 8 rounds, 128 MiB and four times that in all rounds at the most.',
    );
  }
  const salt = randomBytes(16);
  return formatHash({ work, salt, hash: await derive(password, salt, work) });
}

/** Whether a password is the one that was hashed. Throws a TypeError for text that is no hash of ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parsed = parseHash(hash);
  if (parsed === undefined) throw new TypeError('The hash is none that hashPassword made.');
  return matches(password, parsed);
}

/** The same for a hash that has been read. */
export async function matches(password: string, { work, salt, hash }: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, work), hash);
}
