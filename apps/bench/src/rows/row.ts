import type { ServerProgram } from '../process/start-server.js';
import type { Era } from '../request/era.js';
import { type PayloadName, payloadNames } from '../request/payload.js';

/** One server in one configuration, called in one era. */
export interface Row {
  /** What `--only` and the figures call it. */
  readonly name: string;
  readonly server: ServerProgram;
  readonly era: Era;
  /** What it is asked to speak where that is not the newest of its era. */
  readonly protocolVersion?: string | undefined;
  /** Whether it keeps a session for a client. */
  readonly session: boolean;
  /** Credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What it can be asked to repeat. Default all. */
  readonly payloads?: readonly PayloadName[] | undefined;
  /** How it is configured, and why. */
  readonly note?: string | undefined;
  /** Whether it is somebody else's. */
  readonly peer: boolean;
}

/** The payloads of a row, smallest first. */
export function payloadsOf({ payloads = payloadNames }: Row): readonly PayloadName[] {
  return payloadNames.filter((name) => payloads.includes(name));
}
