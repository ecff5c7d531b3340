/** Who is calling, as an authenticator vouches for it. */
export interface Principal {
  /** Carries its authenticator: `apikey:ada`, `jwt:<issuer>:<subject>`, so that two sources never meet in one key. */
  readonly id: string;
  readonly name?: string;
  readonly tenant?: string;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  /** Wall-clock milliseconds since 1970; from then on the principal is refused. */
  readonly expiresAt?: number;
  /** Name of the plugin that vouches. */
  readonly authenticator: string;
}

/** Throws a TypeError when an authenticator vouched for something that is no principal. */
export function assertPrincipal(value: Principal, authenticator: string): void {
  const { id, permissions, roles, claims } = Object(value);
  const valid = typeof id === 'string' && id !== '' && isTextList(permissions) && isTextList(roles);
  if (valid && typeof claims === 'object' && claims !== null) return;
  throw new TypeError(
    `${authenticator} returned no principal: it needs a non-empty id, permissions and roles as lists of strings, and claims.`,
  );
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
