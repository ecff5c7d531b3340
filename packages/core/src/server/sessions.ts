import type { Clock } from '../clock.js';
import type { Session } from '../protocol/session/session.js';
import type { SessionTable } from '../protocol/session/session-table.js';

/** One open session, as those who run the server see it. */
export interface SessionInfo {
  readonly id: string;
  /** Who opened it: the id of the principal, else its network. */
  readonly owner: string;
  readonly client: { readonly name: string; readonly version: string };
  /** Revision of the protocol. */
  readonly revision: string;
  /** Milliseconds since it was opened, and since it was last used. */
  readonly ageMs: number;
  readonly idleMs: number;
  readonly requestsInFlight: number;
  /** Whether the client listens for what belongs to no request. */
  readonly listening: boolean;
}

/** Open sessions of the 2025 wire. */
export interface Sessions {
  /** The one that is idle longest first. */
  list(): readonly SessionInfo[];
  /** Ends a session: what it has in flight is answered with an error, its streams are closed. Answers whether there was one. */
  terminate(id: string): boolean;
}

export function sessions(table: SessionTable, clock: Clock): Sessions {
  return {
    list: () => [...table.all()].flatMap((session) => (table.isOpen(session) ? sessionInfo(session, clock.now()) : [])),
    terminate(id) {
      const session = table.get(id);
      if (session !== undefined) table.close(session, 'terminated');
      return session !== undefined;
    },
  };
}

function sessionInfo(session: Session, now: number): readonly SessionInfo[] {
  const { id, owner, client, revision, opened, lastUsed, inFlight, hangUp, streams } = session;
  if (id === undefined) return [];
  return [
    {
      id,
      owner,
      client,
      revision,
      ageMs: now - opened,
      idleMs: now - lastUsed,
      requestsInFlight: inFlight.size,
      listening: hangUp !== undefined || streams?.listening === true,
    },
  ];
}
