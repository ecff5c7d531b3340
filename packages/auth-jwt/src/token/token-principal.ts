import type { Principal } from '@toolgate/core';
import type { JwtOptions, TokenClaims } from '../jwt-options.js';
import type { CheckedClaims } from './check-claims.js';

export type ClaimMapping = Pick<JwtOptions, 'permissions' | 'roles' | 'tenant'>;

/** The caller a token stands for. A claim that is missing, or of an odd type, grants nothing. */
export function tokenPrincipal(claims: CheckedClaims, mapping: ClaimMapping, toleranceMs: number): Principal {
  const { iss, sub, exp, name } = claims;
  const { permissions = scopes, roles = ({ roles: held }: TokenClaims) => texts(held) } = mapping;
  const tenant = mapping.tenant === undefined ? undefined : claims[mapping.tenant];
  return Object.freeze({
    id: `jwt:${iss}:${sub}`,
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    ...(typeof tenant === 'string' && tenant !== '' ? { tenant } : {}),
    permissions: Object.freeze([...permissions(claims)]),
    roles: Object.freeze([...roles(claims)]),
    claims,
    expiresAt: exp * 1_000 + toleranceMs,
    authenticator: 'auth-jwt',
  });
}

function scopes({ permissions, scope, scp }: TokenClaims): readonly string[] {
  return [...new Set([permissions, scope, scp].flatMap(texts))];
}

/** A list of texts, or one text with blanks between (RFC 8693, 4.2). */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  if (!Array.isArray(value)) return [];
  return value.filter((text) => typeof text === 'string' && text !== '');
}
