import type { KeyObject } from 'node:crypto';

/** Algorithms that tokens may be signed with (RFC 7518, 3.1). EdDSA is missing, for jsonwebtoken cannot verify it. */
export type Algorithm = (typeof algorithms)[number];

const algorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const;

const curves = new Map<string, string>([
  ['ES256', 'prime256v1'],
  ['ES384', 'secp384r1'],
  ['ES512', 'secp521r1'],
]);

const minModulusBits = 2_048;

/** Throws a TypeError for a list that is empty or names something else. */
export function checkAlgorithms(list: unknown): readonly [Algorithm, ...Algorithm[]] {
  const wanted: readonly unknown[] = Array.isArray(list) ? list : [];
  const odd = wanted.find((one) => !algorithms.some((known) => known === one));
  if (odd === 'EdDSA') throw new TypeError('jwt cannot verify EdDSA: jsonwebtoken does not know it. Use ES256.');
  if (odd !== undefined) {
    throw new TypeError(
      `jwt does not know the algorithm ${JSON.stringify(odd)}: use some of ${algorithms.join(', ')}.`,
    );
  }
  const [first, ...more] = algorithms.filter((known) => wanted.includes(known));
  if (first === undefined)
    throw new TypeError('jwt needs algorithms, those alone that your issuer signs with: ["RS256"].');
  return [first, ...more];
}

/** Whether a token of an algorithm may be verified with a key: its kind, curve and strength. */
export function fits(algorithm: Algorithm, key: KeyObject): boolean {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details = {} } = key;
  // As many bytes as the hash has (RFC 7518, 3.2).
  if (algorithm.startsWith('HS')) return (key.symmetricKeySize ?? 0) * 8 >= Number(algorithm.slice(2));
  if (key.type !== 'public') return false;
  if (algorithm.startsWith('ES')) return kind === 'ec' && details.namedCurve === curves.get(algorithm);
  const rsa = kind === 'rsa' || (kind === 'rsa-pss' && algorithm.startsWith('PS'));
  return rsa && (details.modulusLength ?? 0) >= minModulusBits;
}
