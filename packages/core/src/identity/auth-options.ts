/** What an operation asks of its caller. */
export interface AuthOptions {
  /** One or more dotted permissions, all required. Needs an authenticator such as `@toolgate/auth-apikey`. */
  readonly permissions?: string | readonly string[];
  /** One or more roles, one of which the caller must have. Needs an authenticator such as `@toolgate/auth-apikey`. */
  readonly roles?: string | readonly string[];
  /** Opens the operation to callers without credentials. Needs an authenticator such as `@toolgate/auth-apikey`. */
  readonly public?: boolean;
  /**
   * Lists the operation for every authenticated caller, and tells one who may not use it all that is missing: 403
   * `insufficient_scope`. Without it what a caller may not use does not exist. Needs an authenticator.
   */
  readonly challenge?: boolean;
}
