/** A key at rest: no secret, only its digest and what it may do. */
export interface KeyEntry {
  /** Who holds it: the caller's id is `apikey:<id>`. Several keys may have one. */
  readonly id: string;
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: string;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly tenant?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
}
