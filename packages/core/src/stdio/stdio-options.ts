import type { Readable, Writable } from 'node:stream';
import type { Principal } from '../identity/principal.js';

export interface StdioOptions {
  /** Who calls, where an authenticator is installed. Without it `TOOLGATE_CREDENTIAL` is authenticated as a bearer value. */
  readonly principal?: Principal;
  /** Default `process.stdin`. */
  readonly input?: Readable;
  /** Default `process.stdout`; then `console` writes to standard error, for nothing else may be on it. */
  readonly output?: Writable;
}
