/** What one key may do, and how long. */
export interface KeyGrants {
  /** Dotted permissions, `data.*` or `*`. Default none. */
  readonly permissions?: readonly string[];
  /** Roles that the server maps to permissions. Default none. */
  readonly roles?: readonly string[];
  readonly tenant?: string;
  /** When the key ends: a date, ISO 8601 text, or milliseconds since 1970. Default never. */
  readonly expires?: Date | string | number;
}

/** A key with what it may do: the secret itself, or its SHA-256 digest in hexadecimal. */
export type KeyRecord = KeyGrants & ({ readonly secret: string } | { readonly digest: string });

/**
 * Keys as a list of secrets; by label, each a secret, a record, or several records while one replaces another; or records by
 * secret, which then have neither `secret` nor `digest`.
 */
export type KeyRecords =
  | readonly string[]
  | Readonly<Record<string, string | KeyRecord | readonly KeyRecord[] | KeyGrants>>;
