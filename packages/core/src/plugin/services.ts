/** What is offered by name under `server.services`. Plugins merge their own: `interface Services { cache: CacheService }`. */
export interface Services {
  /** Core's own, with an authenticator, unless `failedAttempts: false`: failed logins per address. */
  readonly failedAttempts: FailedAttemptsService;
}

/** For authenticators whose check is costly: look before it. */
export interface FailedAttemptsService {
  /** Milliseconds until the address may fail again; 0 when it may. */
  retryAfterMs(address: string | undefined): number;
}
