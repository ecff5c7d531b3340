import type { Runtime } from '../../server/runtime.js';
import type { Session } from '../session/session.js';
import { SessionStreams } from './session-streams.js';

/** The streams of a session that has an id, made when they are first needed. */
export function streamsOf(session: Session, { eventStore, pluginTimeouts, log }: Runtime): SessionStreams {
  session.streams ??= new SessionStreams(session.id ?? '', { store: eventStore, timeouts: pluginTimeouts, log });
  return session.streams;
}
