import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { jwt } from '@toolgate/auth-jwt';
import { audience, ec, issuer, pem, rsa, secret, untyped } from './jwt-server.js';

const usual = { secret, algorithms: ['HS256'], issuer, audience };
const { secret: _, ...keyless } = usual;
const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });
const edwards = generateKeyPairSync('ed25519');
const privatePem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('a verifier is not made', () => {
  it.each<[string, unknown, string]>([
    ['without options', undefined, 'jwt needs its options'],
    ['with an unknown option', { ...usual, audiance: 'x' }, 'jwt does not know the option audiance.'],
    ['without algorithms', { ...usual, algorithms: undefined }, 'jwt needs algorithms'],
    ['with an empty list of algorithms', { ...usual, algorithms: [] }, 'jwt needs algorithms'],
    ['with algorithms as text', { ...usual, algorithms: 'HS256' }, 'jwt needs algorithms'],
    ['with alg none', { ...usual, algorithms: ['none'] }, 'jwt does not know the algorithm "none"'],
    ['with EdDSA', { ...usual, algorithms: ['EdDSA'] }, 'jwt cannot verify EdDSA'],
    ['without an issuer', { ...usual, issuer: undefined }, 'jwt needs issuer'],
    ['with an empty issuer', { ...usual, issuer: '' }, 'jwt needs issuer'],
    ['with no issuer in the list', { ...usual, issuer: [] }, 'jwt needs issuer'],
    ['with an issuer that was never set', { ...usual, issuer: 'undefined' }, 'jwt needs issuer'],
    ['without an audience', { ...usual, audience: undefined }, 'or false to accept tokens that were issued for other'],
    ['with an empty audience', { ...usual, audience: '' }, 'jwt needs audience'],
    ['with an empty audience in the list', { ...usual, audience: [audience, ''] }, 'jwt needs audience'],
    ['with audience true', { ...usual, audience: true }, 'jwt needs audience'],
    ['without a key', keyless, 'jwt needs exactly one of secret, publicKey, keys, jwksUri, and has none.'],
    ['with two kinds of keys', { ...usual, publicKey: pem(rsa) }, 'and has secret and publicKey.'],
    ['with a short secret', { ...usual, secret: 'x'.repeat(31) }, 'jwt has a secret of 31 bytes: use at least 32'],
    ['with an empty secret', { ...usual, secret: '' }, 'jwt has an empty secret.'],
    ['with a secret that was never set', { ...usual, secret: 'undefined' }, 'jwt has an empty secret.'],
    ['with a secret that is a number', { ...usual, secret: 7 }, 'jwt has an empty secret.'],
    ['with a secret too short for HS512', { ...usual, algorithms: ['HS512'] }, 'jwt has no key for HS512'],
    ['with a secret and RS256', { ...usual, algorithms: ['RS256'] }, 'jwt has no key for RS256'],
    ['with HS256 beside RS256', { ...usual, algorithms: ['HS256', 'RS256'] }, 'jwt mixes algorithms of secrets'],
    ['with a public key and HS256', { ...keyless, publicKey: pem(rsa) }, 'jwt has no key for HS256'],
    ['with a private key', { ...keyless, publicKey: privatePem, algorithms: ['RS256'] }, 'jwt has a private key'],
    [
      'with a private key object',
      { ...keyless, publicKey: rsa.privateKey, algorithms: ['RS256'] },
      'has a private key',
    ],
    ['with text for a key', { ...keyless, publicKey: 'ssh-rsa AAAA', algorithms: ['RS256'] }, 'that cannot be read'],
    [
      'with an RSA key of 1024 bits',
      { ...keyless, publicKey: short.publicKey, algorithms: ['RS256'] },
      'no key for RS256',
    ],
    ['with an Edwards key', { ...keyless, publicKey: edwards.publicKey, algorithms: ['ES256'] }, 'no key for ES256'],
    ['with a key on another curve', { ...keyless, publicKey: ec.publicKey, algorithms: ['ES384'] }, 'no key for ES384'],
    [
      'with an algorithm no key is for',
      { ...keyless, publicKey: ec.publicKey, algorithms: ['ES256', 'RS256'] },
      'no key for RS256',
    ],
    ['with no keys by id', { ...keyless, keys: {} }, 'jwt has no keys'],
    ['with a key by id that is none', { ...keyless, keys: { a: {} } }, 'key "a" of jwt has a public key that cannot'],
    [
      'with a key by id that is two',
      { ...keyless, keys: { a: { secret, publicKey: pem(rsa) } } },
      'key "a" of jwt has a secret and',
    ],
    [
      'with a key set over http',
      { ...keyless, jwksUri: 'http://example.com/k', algorithms: ['RS256'] },
      'use an https URL',
    ],
    ['with a key set that is no URL', { ...keyless, jwksUri: 'keys', algorithms: ['RS256'] }, 'jwksUri is "keys"'],
    [
      'with a key set and HS256',
      { ...keyless, jwksUri: 'https://x.example/k' },
      'jwt cannot verify HS256 with keys that are public',
    ],
    ['with a public key as its secret', { ...usual, secret: pem(rsa) }, 'jwt has PEM text as its secret'],
    [
      'with a password in its URL',
      { ...keyless, jwksUri: 'https://u:p@x.example/k', algorithms: ['RS256'] },
      'jwksUri has a user name',
    ],
    [
      'with settings of a key set that are text',
      { ...keyless, jwksUri: 'https://x.example/k', algorithms: ['RS256'], jwks: 'x' },
      'jwks of jwt must be an object',
    ],
    [
      'with settings of a key set that are null',
      { ...keyless, jwksUri: 'https://x.example/k', algorithms: ['RS256'], jwks: null },
      'jwks of jwt must be an object',
    ],
    [
      'without time for a fetch',
      { ...keyless, jwksUri: 'https://x.example/k', algorithms: ['RS256'], jwks: { timeout: 0 } },
      'jwks.timeout is 0',
    ],
    ['with settings of a key set and none', { ...usual, jwks: {} }, 'jwt has jwks without jwksUri'],
    [
      'with an unknown setting of a key set',
      { ...keyless, jwksUri: 'https://x.example/k', algorithms: ['RS256'], jwks: { coolDown: 1 } },
      'jwks of jwt does not know the option coolDown.',
    ],
    ['with a tolerance of hours', { ...usual, clockTolerance: '2h' }, 'clockTolerance of jwt is more than a minute'],
    ['with an empty required claim', { ...usual, requiredClaims: [''] }, 'jwt needs requiredClaims'],
    ['with permissions that are a list', { ...usual, permissions: ['*'] }, 'permissions of jwt must be a function.'],
    ['with no authorization servers', { ...usual, authorizationServers: [] }, 'must list at least one issuer'],
    ['with an authorization server that is no URL', { ...usual, authorizationServers: ['x'] }, 'has "x": use a URL'],
    ['with a resource that is no URL', { ...usual, resource: 'mcp' }, 'resource of jwt has "mcp"'],
    ['with a scope with a blank', { ...usual, scopes: ['a b'] }, 'scopes of jwt must be a list of texts'],
  ])('%s', (__, options, message) => {
    expect(() => untyped(jwt, options)).toThrow(message);
    expect(() => untyped(jwt, options)).toThrow(TypeError);
    expect(() => untyped(jwt, options)).not.toThrow(secret);
  });
});

it.each<[string, object]>([
  ['a secret in bytes', { ...usual, secret: Buffer.from(secret) }],
  ['HS512 with 64 bytes', { ...usual, secret: 'x'.repeat(64), algorithms: ['HS512', 'HS256'] }],
  ['a public key object', { ...keyless, publicKey: createPublicKey(pem(rsa)), algorithms: ['RS256', 'PS256'] }],
  [
    'keys of two kinds',
    {
      ...keyless,
      keys: { a: { publicKey: pem(rsa) }, b: { publicKey: ec.publicKey } },
      algorithms: ['RS256', 'ES256'],
    },
  ],
  ['an explicit disregard of the audience', { ...usual, audience: false }],
  ['a key set on this machine', { ...keyless, jwksUri: 'http://127.0.0.1:1/keys', algorithms: ['RS256'] }],
])('a verifier is made with %s', (__, options) => {
  expect(untyped(jwt, options).name).toBe('auth-jwt');
});

describe('jwt.sign', () => {
  it.each<[string, object, RegExp]>([
    ['without a key', {}, /jwt\.sign needs a secret or a privateKey/],
    ['with both', { secret, privateKey: rsa.privateKey }, /jwt\.sign needs a secret or a privateKey/],
    ['with a key of another kind', { privateKey: ec.privateKey }, /RS256|ec|key/],
  ])('refuses to sign %s', (__, key, message) => {
    const options = { algorithm: 'RS256', issuer, audience, expiresIn: '1h', ...key };
    expect(() => untyped(jwt.sign, { sub: 'ada' }, options)).toThrow(message);
  });

  it('refuses to sign with alg none', () => {
    const options = { algorithm: 'none', issuer, audience, secret, expiresIn: '1h' };
    expect(() => untyped(jwt.sign, { sub: 'ada' }, options)).toThrow('jwt does not know the algorithm "none"');
  });

  it.each(['sub', 'issuer', 'audience'])('refuses to sign without %s', (name) => {
    const given = { sub: 'ada', issuer, audience, secret, algorithm: 'HS256', expiresIn: '1h', [name]: '' };
    expect(() => untyped(jwt.sign, { sub: given.sub }, given)).toThrow(`jwt.sign needs ${name}.`);
  });
});
