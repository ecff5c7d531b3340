import type { ServerProgram } from '../process/start-server.js';
import type { Era } from '../request/era.js';

/** One server in one configuration, called in one era. */
export interface Row {
  /** What `--only` and the figures call it. */
  readonly name: string;
  readonly server: ServerProgram;
  readonly era: Era;
  /** Whether it keeps a session for a client. */
  readonly session: boolean;
  /** Credentials, or what a client says differently. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How it is configured, and why. */
  readonly note?: string | undefined;
  /** Whether it is somebody else's. */
  readonly peer: boolean;
  /** Whether it is shown and no budget looks at it; its note says why. Default false. */
  readonly informational?: boolean | undefined;
}
