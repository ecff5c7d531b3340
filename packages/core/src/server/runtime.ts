import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import type { SseConnections } from '../http/sse/sse-connections.js';
import type { Access } from '../identity/access.js';
import type { Authentication } from '../identity/authentication.js';
import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { RequestStates } from '../protocol/input/request-state.js';
import type { OperationLists } from '../protocol/list/operation-lists.js';
import type { ModernResults } from '../protocol/modern/modern-results.js';
import type { Notices } from '../protocol/notify/notices.js';
import type { SessionTable } from '../protocol/session/session-table.js';
import type { EventStore } from '../protocol/stream/event-store.js';
import type { OpenStreams } from '../protocol/stream/open-streams.js';
import type { Tasks } from '../protocol/tasks/tasks.js';
import type { Registries } from '../registry/registries.js';
import type { Limits } from '../settings/limits.js';
import type { Activity } from './activity.js';
import type { ServerInfo } from './server-options.js';
import type { Warnings } from './warnings.js';

/** The parts of a started server, as the protocol and the transports use them. */
export interface Runtime {
  readonly info: ServerInfo;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: Limits;
  /** In order of `.use()`; the two lists name those that have the member, so that calls walk no others. */
  readonly plugins: readonly Plugin<string>[];
  readonly admitting: readonly Plugin<string>[];
  readonly receiving: readonly Plugin<string>[];
  readonly registries: Registries;
  readonly lists: OperationLists;
  readonly access: Access;
  readonly authentication: Authentication;
  readonly sessions: SessionTable;
  /** False where every request of the 2025 wire stands alone. */
  readonly keepsSessions: boolean;
  readonly eventStore: EventStore;
  readonly sseConnections: SseConnections;
  readonly notices: Notices;
  readonly streams: OpenStreams;
  readonly tasks: Tasks;
  /** Seals what calls of several rounds remember. */
  readonly states: RequestStates;
  /** Whether no other process knows the key of `states`. */
  readonly ownStateKey: boolean;
  /** What results of 2026-07-28 have in common. */
  readonly modern: ModernResults;
  readonly warnings: Warnings;
  readonly activity: Activity;
  /** For plugins that look at requests and messages before they are served. */
  readonly pluginTimeouts: TimeoutQueue;
  /** When open streams are looked after. */
  readonly keepAlives: TimeoutQueue;
  /** Hard deadlines of calls. */
  readonly deadline: { readonly ms: number; readonly queue: TimeoutQueue };
}
