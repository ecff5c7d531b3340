import { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import { Access } from '../identity/access.js';
import { Authentication } from '../identity/authentication.js';
import { FailedAttempts } from '../identity/failed-attempts.js';
import type { App } from '../plugin/app.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Services } from '../plugin/services.js';
import { SessionTable } from '../protocol/session-table.js';
import { parsePositiveDuration } from '../settings/duration.js';
import { resolveLimits } from '../settings/limits.js';
import { Activity } from './activity.js';
import { eventEmitter } from './event-emitter.js';
import type { Runtime } from './runtime.js';
import type { ServerOptions } from './server-options.js';
import type { ToolRegistry } from './tool-registry.js';

/** How long a plugin may look at a request or a credential. */
const pluginTimeoutMs = 10_000;

export interface CompiledServer {
  readonly app: App;
  readonly runtime: Runtime;
}

type Ground = Pick<App, 'clock' | 'log'>;

/** Builds the parts of a server and composes every operation. Throws a TypeError for a mistake in the configuration. */
export function compileServer(
  options: ServerOptions,
  plugins: readonly Plugin<string>[],
  tools: ToolRegistry,
  services: Partial<Services>,
  { clock, log }: Ground,
): CompiledServer {
  const { name, version, title, instructions } = options;
  const limits = resolveLimits(options.limits);
  const emit = eventEmitter(plugins, log);
  const app: App = { name, version, clock, log, services, emit };
  const attempts = failedAttempts(options, plugins, clock);
  if (attempts !== undefined) Object.assign(services, { failedAttempts: attempts });
  const timeouts = timeoutQueues(app);
  tools.compile({ app, plugins, timeouts });
  const pluginTimeouts = timeouts(pluginTimeoutMs);
  const deadlineMs = parsePositiveDuration(options.deadline ?? '10m', 'deadline');
  const sessions = new SessionTable({
    clock,
    capacity: limits.sessions,
    capacityPerOwner: limits.sessionsPerCaller,
    idleMs: parsePositiveDuration(options.sessions?.idle ?? '30m', 'sessions.idle'),
    lifetimeMs: parsePositiveDuration(options.sessions?.lifetime ?? '24h', 'sessions.lifetime'),
    emit,
  });
  const runtime: Runtime = {
    info: { name, version, title, instructions },
    clock,
    log,
    limits,
    plugins,
    admitting: plugins.filter(({ admit }) => admit !== undefined),
    receiving: plugins.filter(({ receive }) => receive !== undefined),
    tools,
    sessions,
    access: new Access(plugins, log),
    authentication: new Authentication(plugins, { clock, log, attempts, emit, timeouts: pluginTimeouts }),
    activity: new Activity(clock),
    pluginTimeouts,
    deadline: { ms: deadlineMs, queue: timeouts(deadlineMs) },
  };
  return { app, runtime };
}

function failedAttempts(
  { failedAttempts: option }: ServerOptions,
  plugins: readonly Plugin<string>[],
  clock: Clock,
): FailedAttempts | undefined {
  if (option === false || !plugins.some(({ auth }) => auth !== undefined)) return undefined;
  const perMinute = option?.perMinute ?? 10;
  if (!(perMinute > 0))
    throw new TypeError(`failedAttempts.perMinute is ${perMinute}: use a number above 0, or false.`);
  return new FailedAttempts(clock, perMinute);
}

/** One queue for each length of timeout, shared by the operations that have it. */
function timeoutQueues({ clock }: App): (ms: number) => TimeoutQueue {
  const queues = new Map<number, TimeoutQueue>();
  return (ms) => {
    const queue = queues.get(ms) ?? new TimeoutQueue(clock, ms);
    queues.set(ms, queue);
    return queue;
  };
}
