import { assertGrant } from './permissions.js';

/** Permissions of each role. A Map, so that no role is called `constructor`. */
export type RolePermissions = ReadonlyMap<string, readonly string[]>;

/** Checks the `roles` of a server: `{ editor: ["notes.read", "notes.write"] }`. Throws a TypeError that names the role. */
export function rolePermissions(roles: Readonly<Record<string, readonly string[]>> = {}): RolePermissions {
  const entries = Object.entries(roles);
  for (const [role, permissions] of entries) {
    assertRole(role, 'roles');
    if (!Array.isArray(permissions)) {
      throw new TypeError(`roles.${role} must be a list of permissions such as ["notes.read"].`);
    }
    for (const permission of permissions) assertGrant(permission, `role "${role}"`);
  }
  return new Map(entries.map(([role, permissions]) => [role, [...permissions]]));
}

/** Throws a TypeError unless `role` is text without blanks. */
export function assertRole(role: unknown, what: string): asserts role is string {
  if (typeof role === 'string' && /^\S+$/.test(role)) return;
  throw new TypeError(`${what} has the role ${JSON.stringify(role)}: use text without blanks such as "editor".`);
}
