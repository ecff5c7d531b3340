import type { Algorithm } from '../algorithm.js';
import { invalidToken } from './invalid-token.js';

/** What of a token's header counts. Keys, URLs and certificates in it are never looked at. */
export interface TokenHeader {
  readonly alg: Algorithm;
  readonly kid: string | undefined;
}

const types = new Set<unknown>([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** Whether a bearer value has the form of a token: three parts of base64url, the last of which may be missing. */
export function hasTokenForm(value: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

/** Reads the header of a token. Throws an AuthenticationError for one that is none, or is of no algorithm that may be used. */
export function readHeader(token: string, algorithms: readonly Algorithm[]): TokenHeader {
  const header = parseHeader(token.slice(0, token.indexOf('.')));
  const { alg, kid, typ, crit } = header;
  const known = algorithms.find((algorithm) => algorithm === alg);
  const type = typeof typ === 'string' ? typ.toLowerCase() : typ;
  // What `crit` names must be understood (RFC 7515, 4.1.11), and nothing is.
  if (known === undefined || crit !== undefined || !types.has(type)) throw invalidToken();
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > 256)) throw invalidToken();
  return { alg: known, kid };
}

function parseHeader(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON: not a token.
  }
  throw invalidToken();
}
