import { hash } from 'node:crypto';

/** SHA-256 of a key in hexadecimal: what a server keeps of it. */
export function digestKey(secret: string): string {
  return hash('sha256', secret, 'hex');
}
