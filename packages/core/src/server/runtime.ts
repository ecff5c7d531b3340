import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import type { Access } from '../identity/access.js';
import type { Authentication } from '../identity/authentication.js';
import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { SessionTable } from '../protocol/session-table.js';
import type { Limits } from '../settings/limits.js';
import type { Activity } from './activity.js';
import type { ServerInfo } from './server-options.js';
import type { ToolRegistry } from './tool-registry.js';

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
  readonly tools: ToolRegistry;
  readonly access: Access;
  readonly authentication: Authentication;
  readonly sessions: SessionTable;
  readonly activity: Activity;
  /** For plugins that look at requests and messages before they are served. */
  readonly pluginTimeouts: TimeoutQueue;
  /** Hard deadlines of calls. */
  readonly deadline: { readonly ms: number; readonly queue: TimeoutQueue };
}
