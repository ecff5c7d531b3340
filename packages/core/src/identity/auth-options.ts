/** What an operation asks of its caller. */
export interface AuthOptions {
  /** One or more dotted permissions, all required. Needs an authenticator such as `@toolgate/auth-apikey`. */
  readonly permissions?: string | readonly string[];
  /** Opens the operation to callers without credentials. Needs an authenticator such as `@toolgate/auth-apikey`. */
  readonly public?: boolean;
}
