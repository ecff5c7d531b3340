/** Why a caller must log in, for the challenge of an authenticator. */
export interface Refusal {
  /** URL of the MCP endpoint as the caller reaches it. */
  readonly endpoint: string;
  /** Undefined where no credential came (RFC 6750, 3.1). */
  readonly error: 'invalid_token' | 'insufficient_scope' | undefined;
  /** Permissions that are missing; none where the caller may not know of what was asked for. */
  readonly permissions: readonly string[];
}
