import type { Principal } from '@toolgate/core';
import type { KeyEntry } from './key-entry.js';

/** The caller a key stands for. */
export function entryPrincipal({ id, permissions, roles, tenant, expiresAt }: KeyEntry): Principal {
  return Object.freeze({
    id: `apikey:${id}`,
    name: id,
    ...(tenant === undefined ? {} : { tenant }),
    permissions,
    roles,
    claims: Object.freeze({}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    authenticator: 'auth-apikey',
  });
}
