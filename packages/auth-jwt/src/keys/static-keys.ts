import type { KeyObject } from 'node:crypto';
import { type Algorithm, fits } from '../algorithm.js';
import type { KeyMaterial } from '../jwt-options.js';
import type { KeySource } from './key-source.js';
import { readKey } from './read-key.js';

/** One key for all tokens, whatever their `kid`. Throws a TypeError where it fits none of the algorithms. */
export function singleKey(material: KeyMaterial, algorithms: readonly Algorithm[]): KeySource {
  const key = readKey(material, 'jwt');
  assertFit([key], algorithms);
  return { find: () => key };
}

/** Several keys by `kid`. Throws a TypeError where one fits none of the algorithms. */
export function keysById(
  materials: Readonly<Record<string, KeyMaterial>>,
  algorithms: readonly Algorithm[],
): KeySource {
  const keys = new Map(
    Object.entries(Object(materials)).map(([kid, material]) => [kid, readKey(Object(material), `key "${kid}" of jwt`)]),
  );
  if (keys.size === 0) throw new TypeError('jwt has no keys: give at least one, { keys: { "2026": { publicKey } } }.');
  assertFit([...keys.values()], algorithms);
  return { find: ({ kid }) => (kid === undefined ? undefined : keys.get(kid)) };
}

/** A key nothing can be verified with, or an algorithm without a key, is a mistake; a secret beside public keys is worse. */
function assertFit(keys: readonly KeyObject[], algorithms: readonly Algorithm[]): void {
  const families = new Set(algorithms.map((algorithm) => algorithm.startsWith('HS')));
  if (families.size > 1) {
    throw new TypeError(
      'jwt mixes algorithms of secrets (HS…) with those of public keys: use one kind, or two servers.',
    );
  }
  const unused = algorithms.find((algorithm) => !keys.some((key) => fits(algorithm, key)));
  const useless = keys.find((key) => !algorithms.some((algorithm) => fits(algorithm, key)));
  if (unused === undefined && useless === undefined) return;
  const named = unused ?? algorithms.join(', ');
  throw new TypeError(
    `jwt has no key for ${named}, or a key for nothing else: HS384 and HS512 want secrets of 48 and 64 bytes, RS and PS an RSA key of 2048 bits, ES256, ES384 and ES512 a key on P-256, P-384 and P-521.`,
  );
}
