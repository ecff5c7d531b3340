import type { App } from '../plugin/app.js';
import type { Notices } from '../protocol/notify/notices.js';
import { SessionTable } from '../protocol/session/session-table.js';
import { parsePositiveDuration } from '../settings/duration.js';
import type { Limits } from '../settings/limits.js';
import type { ServerOptions } from './server-options.js';

/** The table of sessions, empty for ever where the server keeps none. */
export function compileSessions(
  options: ServerOptions,
  limits: Limits,
  { clock, emit }: App,
  notices: Notices,
): SessionTable {
  const { idle = '30m', lifetime = '24h' } = options.sessions || {};
  return new SessionTable({
    clock,
    capacity: limits.sessions,
    capacityPerOwner: limits.sessionsPerCaller,
    idleMs: parsePositiveDuration(idle, 'sessions.idle'),
    lifetimeMs: parsePositiveDuration(lifetime, 'sessions.lifetime'),
    emit,
    forget: (subscriber) => notices.remove(subscriber),
  });
}
