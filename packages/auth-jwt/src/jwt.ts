import type { Plugin } from '@toolgate/core';
import type { JwtOptions } from './jwt-options.js';
import { jwtSettings } from './jwt-settings.js';
import { checkMetadata } from './metadata/check-metadata.js';
import { ProtectedResource } from './metadata/protected-resource.js';
import { signToken } from './sign-token.js';
import { TokenVerifier } from './token/token-verifier.js';

const known = new Set<string>([
  'secret',
  'publicKey',
  'keys',
  'jwksUri',
  'jwks',
  'algorithms',
  'issuer',
  'audience',
  'requiredClaims',
  'clockTolerance',
  'maxLifetime',
  'permissions',
  'roles',
  'tenant',
  'revoked',
  'authorizationServers',
  'resource',
  'scopes',
] satisfies (keyof JwtOptions)[]);

/**
 * Authenticates callers by JSON Web Token (RFC 7519) as a bearer value. Throws a TypeError for options that cannot be right or
 * leave a hole. `jwt.sign` makes tokens for services and tests.
 */
export const jwt = Object.assign(verifier, { sign: signToken });

function verifier(options: JwtOptions): Plugin<'auth'> {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('jwt needs its options: { jwksUri, algorithms, issuer, audience }.');
  }
  const unknown = Object.keys(options).find((key) => !known.has(key));
  if (unknown !== undefined) throw new TypeError(`jwt does not know the option ${unknown}.`);
  checkMetadata(options);
  const tokens: TokenVerifier = new TokenVerifier(jwtSettings(options, () => tokens.clock));
  const resource = new ProtectedResource(options);
  return {
    name: 'auth-jwt',
    provides: 'auth',
    auth: {
      challenge: (refusal) => resource.challenge(refusal),
      authenticate: (credential) => tokens.authenticate(credential),
    },
    routes: (app) => resource.routes(app),
    start({ clock }) {
      tokens.clock = clock;
    },
  };
}
