/** What a user may do. */
export interface UserGrants {
  /** Dotted permissions, `data.*` or `*`. Default none. */
  readonly permissions?: readonly string[];
  /** Roles that the server maps to permissions. Default none. */
  readonly roles?: readonly string[];
  readonly tenant?: string;
}

/**
 * A user: a password or a hash made by `hashPassword` alone, which grants the one permission that is called like the user, or
 * with what exactly it grants.
 */
export type UserRecord = string | (UserGrants & ({ readonly password: string } | { readonly hash: string }));
