import { createPublicKey, createSecretKey, KeyObject } from 'node:crypto';
import type { KeyMaterial } from '../jwt-options.js';

const minSecretBytes = 32;

/** Reads a key. Throws a TypeError that names `what` and never the key. */
export function readKey(material: KeyMaterial, what: string): KeyObject {
  const { secret, publicKey } = material;
  if (secret !== undefined && publicKey !== undefined) {
    throw new TypeError(`${what} has a secret and a publicKey: give one of them.`);
  }
  return secret === undefined ? readPublicKey(publicKey, what) : readSecret(secret, what);
}

function readSecret(secret: string | Buffer, what: string): KeyObject {
  const odd = typeof secret === 'string' && (secret.trim() === '' || secret === 'undefined' || secret === 'null');
  if ((typeof secret !== 'string' && !Buffer.isBuffer(secret)) || odd)
    throw new TypeError(`${what} has an empty secret.`);
  const bytes = Buffer.from(secret);
  // Whoever knows the public key could sign with it.
  if (bytes.includes('-----BEGIN '))
    throw new TypeError(`${what} has PEM text as its secret: give a public key as publicKey.`);
  if (bytes.length >= minSecretBytes) return createSecretKey(bytes);
  throw new TypeError(
    `${what} has a secret of ${bytes.length} bytes: use at least ${minSecretBytes}, from a random source.`,
  );
}

function readPublicKey(key: unknown, what: string): KeyObject {
  const isPrivate = key instanceof KeyObject ? key.type === 'private' : String(key).includes('PRIVATE KEY');
  if (isPrivate)
    throw new TypeError(`${what} has a private key: keep that where tokens are signed, and give the public one.`);
  if (key instanceof KeyObject && key.type === 'public') return key;
  try {
    if (typeof key === 'string') return createPublicKey(key);
  } catch {
    // Its message may quote what was given.
  }
  throw new TypeError(`${what} has a public key that cannot be read: give PEM text or a KeyObject.`);
}
