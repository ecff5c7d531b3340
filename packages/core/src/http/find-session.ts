import { ToolgateError } from '../errors/toolgate-error.js';
import { type Caller, callerKey } from '../identity/caller.js';
import type { Session } from '../protocol/session/session.js';
import type { Runtime } from '../server/runtime.js';

/** The caller's own session. A foreign one does not exist: 404, as for one that has ended. */
export function findSession(runtime: Runtime, caller: Caller, id: string | undefined): Session {
  if (id === undefined) {
    throw new ToolgateError('BAD_REQUEST', 'Send the Mcp-Session-Id that initialize answered.');
  }
  const session = runtime.sessions.find(id, callerKey(caller));
  if (session === undefined) throw new ToolgateError('NOT_FOUND', 'There is no such session: initialize again.');
  session.subscriber?.renew({ ...caller, session: id });
  return session;
}
