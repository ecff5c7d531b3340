import { AuthenticationError, type Authenticator, type Plugin, type Principal } from '@toolgate/core';

/** A principal called `name` that the plugin `authenticator` vouches for. */
export function principal(name: string, fields: Partial<Principal> = {}): Principal {
  const authenticator = fields.authenticator ?? 'tokens';
  return { id: `${authenticator}:${name}`, name, permissions: [], roles: [], claims: {}, ...fields, authenticator };
}

/** An authenticator of bearer values: each stands for a caller with those permissions, any other is wrong. */
export function tokenAuth(permissionsByToken: Readonly<Record<string, readonly string[]>>): Plugin<'auth'> {
  const principals = new Map(
    Object.entries(permissionsByToken).map(([token, permissions]) => [token, principal(token, { permissions })]),
  );
  return authenticating('tokens', ({ scheme, value }) => {
    if (scheme !== 'bearer') return undefined;
    const found = principals.get(value);
    if (found === undefined) throw new AuthenticationError('The token is not valid.');
    return found;
  });
}

/** An authenticator that answers as `authenticate` does. */
export function authenticating(
  name: string,
  authenticate: Authenticator['authenticate'],
  fields: Partial<Authenticator> = {},
): Plugin<'auth'> {
  return { name, provides: 'auth', auth: { challenge: `Bearer realm="${name}"`, ...fields, authenticate } };
}

/** The headers of a caller with this bearer value. */
export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
