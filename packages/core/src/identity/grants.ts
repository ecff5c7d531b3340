import type { AuthOptions } from './auth-options.js';
import { grants } from './permissions.js';
import type { Principal } from './principal.js';
import type { RolePermissions } from './roles.js';

export interface Missing {
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
}

/** What principals hold: their own permissions and those of their roles. */
export class Grants {
  readonly #roles: RolePermissions;
  // Authenticators hand out the same principal again and again; what it holds is indexed once.
  readonly #held = new WeakMap<Principal, ReadonlySet<string>>();

  constructor(roles: RolePermissions) {
    this.#roles = roles;
  }

  /** Whether a principal has all the permissions an operation asks for, and one of its roles. */
  satisfy({ permissions, roles }: AuthOptions, principal: Principal): boolean {
    if (roles !== undefined && !hasRole(principal, roles)) return false;
    if (permissions === undefined) return true;
    const held = this.#heldBy(principal);
    if (typeof permissions === 'string') return grants(held, permissions);
    return permissions.every((permission) => grants(held, permission));
  }

  /** What an operation asks for and a principal, or nobody, lacks: permissions, and the roles one of which it would need. */
  missing({ permissions = [], roles = [] }: AuthOptions, principal: Principal | undefined): Missing {
    const asked = { permissions: [permissions].flat(), roles: [roles].flat() };
    if (principal === undefined) return asked;
    const held = this.#heldBy(principal);
    return {
      permissions: asked.permissions.filter((permission) => !grants(held, permission)),
      roles: hasRole(principal, roles) ? [] : asked.roles,
    };
  }

  #heldBy(principal: Principal): ReadonlySet<string> {
    let held = this.#held.get(principal);
    if (held === undefined) {
      const ofRoles = principal.roles.flatMap((role) => this.#roles.get(role) ?? []);
      held = new Set([...principal.permissions, ...ofRoles]);
      this.#held.set(principal, held);
    }
    return held;
  }
}

function hasRole({ roles: held }: Principal, asked: string | readonly string[]): boolean {
  return typeof asked === 'string' ? held.includes(asked) : asked.some((role) => held.includes(role));
}
