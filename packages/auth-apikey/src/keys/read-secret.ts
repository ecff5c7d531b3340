/** A digest protects only what cannot be guessed. */
export const shortLength = 16;

/** Checks a secret. Throws a TypeError that begins with `what`, and never names the secret. */
export function readSecret(secret: unknown, what: string): string {
  if (typeof secret !== 'string' || secret.trim() === '') throw new TypeError(`${what} has an empty secret.`);
  // What is left of a variable that was never set.
  if (secret === 'undefined' || secret === 'null')
    throw new TypeError(`${what} has the text "${secret}" as its secret.`);
  if (secret !== secret.trim()) throw new TypeError(`${what} has a secret with blanks around it.`);
  if (!/^[\x20-\x7e]+$/.test(secret)) throw new TypeError(`${what} has a secret that no header can carry: use ASCII.`);
  return secret;
}
