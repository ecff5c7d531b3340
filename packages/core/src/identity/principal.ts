import { z } from 'zod';

/** Who is calling, as an authenticator vouches for it. Never changed afterwards: for other grants an authenticator returns a new one. */
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

const principalShape = z.looseObject({
  id: z.string().regex(/^(?!address:|transport:)[^:]+:./),
  permissions: z.array(z.string()),
  roles: z.array(z.string()),
  claims: z.record(z.string(), z.unknown()),
  authenticator: z.string(),
});

/** Throws a TypeError when a plugin vouched for something that is no principal, or in another plugin's name. */
export function assertPrincipal(value: Principal, plugin: string): void {
  const checked = principalShape.safeParse(value);
  if (checked.success && checked.data.authenticator === plugin) return;
  throw new TypeError(
    `${plugin} returned no principal: it needs an id such as "apikey:ada", permissions and roles as lists of strings, claims, and authenticator "${plugin}".`,
  );
}
