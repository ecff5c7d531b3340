import { scrypt } from 'node:crypto';

/** How hard a password is to guess from its hash. Memory of one computation is 2^cost KiB with 8 blocks: 32 MiB for 15. */
export interface ScryptWork {
  /** Logarithm of N to base 2, 14 to 17. */
  readonly cost: number;
  /** r, 8 to 16. */
  readonly blocks: number;
  /** p, 1 to 8. */
  readonly rounds: number;
}

/** What OWASP asks for at the least, with 32 MiB. */
export const standardWork: ScryptWork = { cost: 15, blocks: 8, rounds: 3 };

export const hashBytes = 32;

/** Bytes of one computation: 128 MiB. */
const mostMemory = 2 ** 27;
/** Bytes that are filled in all rounds: about a second on a slow core. */
const mostWork = 2 ** 29;

/** Whether the work is neither so little that guessing is cheap nor so much that a login stalls a machine. */
export function isSoundWork({ cost, blocks, rounds }: ScryptWork): boolean {
  if (!isBetween(cost, 14, 17) || !isBetween(blocks, 8, 16) || !isBetween(rounds, 1, 8)) return false;
  const memory = 128 * 2 ** cost * blocks;
  return memory <= mostMemory && memory * rounds <= mostWork;
}

/** Hash of a password, of 32 bytes (RFC 7914), computed on a thread of the pool. */
export function derive(password: string, salt: Buffer, { cost, blocks, rounds }: ScryptWork): Promise<Buffer> {
  const N = 2 ** cost;
  const options = { N, r: blocks, p: rounds, maxmem: 256 * N * blocks };
  return new Promise((resolve, reject) => {
    // One text may be written in several ways; clients send it composed (RFC 7617, 2.1).
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
