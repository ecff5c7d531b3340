import { type Clock, parseDuration } from '@toolgate/core';
import { type Algorithm, checkAlgorithms } from './algorithm.js';
import type { JwtOptions, KeySetOptions } from './jwt-options.js';
import type { KeySource } from './keys/key-source.js';
import { RemoteKeys } from './keys/remote-keys.js';
import { keysById, singleKey } from './keys/static-keys.js';
import type { ClaimRules } from './token/check-claims.js';
import type { ClaimMapping } from './token/token-principal.js';
import type { VerifyRules } from './token/verify-signature.js';

/** Checked options. */
export interface JwtSettings extends Pick<JwtOptions, 'revoked'> {
  readonly algorithms: readonly Algorithm[];
  readonly keys: KeySource;
  readonly verifyRules: VerifyRules;
  readonly claimRules: ClaimRules;
  readonly mapping: ClaimMapping;
}

const sources = ['secret', 'publicKey', 'keys', 'jwksUri'] as const;
const keySetOptions = new Set<string>(['cooldown', 'timeout', 'maxAge', 'staleFor'] satisfies (keyof KeySetOptions)[]);
const maxToleranceMs = 60_000;

/** Checks the options that decide what is a valid token. Throws a TypeError that names the option and the fix. */
export function jwtSettings(options: JwtOptions, clock: () => Clock): JwtSettings {
  const algorithms = checkAlgorithms(options.algorithms);
  const toleranceMs = parseDuration(options.clockTolerance ?? '5s', 'clockTolerance of jwt');
  if (toleranceMs > maxToleranceMs)
    throw new TypeError('clockTolerance of jwt is more than a minute: set your clocks.');
  const { maxLifetime, permissions, roles, tenant, revoked, requiredClaims = [] } = options;
  for (const [name, mapping] of Object.entries({ permissions, roles, revoked })) {
    if (mapping !== undefined && typeof mapping !== 'function')
      throw new TypeError(`${name} of jwt must be a function.`);
  }
  return {
    algorithms,
    keys: keySource(options, algorithms, clock),
    verifyRules: {
      issuer: texts(options.issuer, 'issuer'),
      audience: options.audience === false ? undefined : texts(options.audience, 'audience'),
      toleranceMs,
    },
    claimRules: {
      requiredClaims: requiredClaims.length === 0 ? [] : texts(requiredClaims, 'requiredClaims'),
      toleranceMs,
      maxLifetimeMs:
        maxLifetime === undefined ? Number.POSITIVE_INFINITY : parseDuration(maxLifetime, 'maxLifetime of jwt'),
    },
    mapping: {
      ...(permissions === undefined ? {} : { permissions }),
      ...(roles === undefined ? {} : { roles }),
      ...(tenant === undefined ? {} : { tenant: texts(tenant, 'tenant')[0] }),
    },
    ...(revoked === undefined ? {} : { revoked }),
  };
}

function keySource(options: JwtOptions, algorithms: readonly Algorithm[], clock: () => Clock): KeySource {
  const given = sources.filter((source) => options[source] !== undefined);
  if (given.length !== 1) {
    const named = given.length === 0 ? 'none' : given.join(' and ');
    throw new TypeError(`jwt needs exactly one of ${sources.join(', ')}, and has ${named}.`);
  }
  checkKeySet(options);
  const { secret, publicKey, keys, jwksUri, jwks = {} } = options;
  if (secret !== undefined) return singleKey({ secret }, algorithms);
  if (publicKey !== undefined) return singleKey({ publicKey }, algorithms);
  if (keys !== undefined) return keysById(keys, algorithms);
  const symmetric = algorithms.find((algorithm) => algorithm.startsWith('HS'));
  if (symmetric !== undefined)
    throw new TypeError(`jwt cannot verify ${symmetric} with keys that are public: use RS256 or ES256.`);
  return new RemoteKeys(jwksUri ?? '', jwks, clock);
}

function checkKeySet({ jwks, jwksUri }: JwtOptions): void {
  if (jwks === undefined) return;
  if (typeof jwks !== 'object' || jwks === null)
    throw new TypeError('jwks of jwt must be an object: { cooldown, timeout }.');
  if (jwksUri === undefined)
    throw new TypeError('jwt has jwks without jwksUri: say where the keys are, or leave jwks out.');
  const unknown = Object.keys(Object(jwks)).find((key) => !keySetOptions.has(key));
  if (unknown !== undefined) throw new TypeError(`jwks of jwt does not know the option ${unknown}.`);
}

/** One text or several, none of them empty. */
function texts(value: unknown, option: string): readonly [string, ...string[]] {
  const [first, ...more]: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (isText(first) && more.every(isText)) return [first, ...more];
  const hint = option === 'audience' ? ', or false to accept tokens that were issued for other services' : '';
  throw new TypeError(`jwt needs ${option}: a text or a list of texts, none of them empty${hint}.`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value !== 'undefined' && value !== 'null';
}
