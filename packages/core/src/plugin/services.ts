import type { FailedAttempts } from '../identity/failed-attempts.js';

/** What is offered by name under `server.services`. Plugins merge their own: `interface Services { cache: CacheService }`. */
export interface Services {
  /** Core's own, there with any authenticator: failed logins per address. */
  readonly failedAttempts: FailedAttempts;
}
