import type { Caller } from '../identity/caller.js';
import { findSession } from './find-session.js';
import { headerRevision } from './header-revision.js';
import type { Finish, HttpExchange } from './http-exchange.js';

/** DELETE: the end of a session. What it has in flight is answered with an error. */
export function deleteSession({ runtime, request, response }: HttpExchange, caller: Caller): Finish {
  headerRevision(request);
  runtime.sessions.close(findSession(runtime, caller, request.header('mcp-session-id')), 'deleted');
  return () => response.send(200, [], '');
}
