import { AuthenticationError, type Plugin, type Principal } from '@toolgate/core';
import { authenticating, principal } from '../identity/token-auth.js';

export interface ChangingAuth {
  readonly plugin: Plugin<'auth'>;
  /** From now on the token stands for the caller of that name, with these fields. */
  grant(token: string, name: string, fields: Partial<Principal>): void;
}

/** An authenticator of bearer tokens whose grants change while the server runs. */
export function changingAuth(): ChangingAuth {
  const principals = new Map<string, Principal>();
  const plugin = authenticating('tokens', ({ value }) => {
    const found = principals.get(value);
    if (found === undefined) throw new AuthenticationError('The token is not valid.');
    return found;
  });
  return { plugin, grant: (token, name, fields) => principals.set(token, principal(name, fields)) };
}
