import { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import { endpointAddress } from '../http/endpoint-address.js';
import { SseConnections } from '../http/sse/sse-connections.js';
import { Access } from '../identity/access.js';
import { Authentication } from '../identity/authentication.js';
import { FailedAttempts } from '../identity/failed-attempts.js';
import { rolePermissions } from '../identity/roles.js';
import type { App } from '../plugin/app.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Services } from '../plugin/services.js';
import { mayRead } from '../protocol/find-resource.js';
import { operationLists } from '../protocol/list/operation-lists.js';
import { ModernResults } from '../protocol/modern/modern-results.js';
import { Notices } from '../protocol/notify/notices.js';
import { memoryEventStore } from '../protocol/stream/memory-event-store.js';
import { OpenStreams } from '../protocol/stream/open-streams.js';
import type { Registries } from '../registry/registries.js';
import { parsePositiveDuration } from '../settings/duration.js';
import { resolveLimits } from '../settings/limits.js';
import { Activity } from './activity.js';
import { compileSessions } from './compile-sessions.js';
import { compileStates } from './compile-states.js';
import { compileTasks } from './compile-tasks.js';
import { eventEmitter } from './event-emitter.js';
import type { Runtime } from './runtime.js';
import type { ServerOptions } from './server-options.js';
import { Warnings } from './warnings.js';

/** How long a plugin may look at a request or a credential. */
const pluginTimeoutMs = 10_000;
const keepAliveMs = 15_000;

export interface CompiledServer {
  readonly app: App;
  readonly runtime: Runtime;
}

type Ground = Pick<App, 'clock' | 'log'>;

/** Builds the parts of a server and composes every operation. Throws a TypeError for a mistake in the configuration. */
export function compileServer(
  options: ServerOptions,
  plugins: readonly Plugin<string>[],
  registries: Registries,
  services: Partial<Services>,
  { clock, log }: Ground,
): CompiledServer {
  const { name, version, title, instructions, icons } = options;
  const limits = resolveLimits(options.limits);
  const emit = eventEmitter(plugins, log);
  const { path, publicUrl } = endpointAddress(options);
  const app: App = { name, version, path, publicUrl: publicUrl?.href, clock, log, services, emit };
  const attempts = failedAttempts(options, plugins, clock);
  if (attempts !== undefined) Object.assign(services, { failedAttempts: attempts });
  const timeouts = timeoutQueues(app);
  registries.compile({ app, plugins, timeouts, maxResultBytes: limits.result });
  const pluginTimeouts = timeouts(pluginTimeoutMs);
  const deadlineMs = parsePositiveDuration(options.deadline ?? '10m', 'deadline');
  const access = new Access(plugins, rolePermissions(options.roles), log);
  const notices = new Notices({
    capacity: limits.subscriptions,
    capacityPerSubscriber: limits.subscriptionsPerClient,
    mayRead: (uri, { caller }) => mayRead({ registries, access }, uri, caller),
  });
  const runtime: Runtime = {
    info: { name, version, title, instructions, icons },
    clock,
    log,
    limits,
    plugins,
    admitting: plugins.filter(({ admit }) => admit !== undefined),
    receiving: plugins.filter(({ receive }) => receive !== undefined),
    registries,
    lists: operationLists(registries, access, limits.page),
    sessions: compileSessions(options, limits, app, notices),
    keepsSessions: options.sessions !== false,
    eventStore: options.eventStore ?? memoryEventStore(),
    sseConnections: new SseConnections(),
    notices,
    streams: new OpenStreams(limits.streams, limits.streamsPerCaller),
    tasks: compileTasks(options, timeouts, app, notices),
    states: compileStates(options, app),
    ownStateKey: options.requestState?.keys === undefined,
    modern: new ModernResults({ name, version, title, icons }),
    warnings: new Warnings(log),
    access,
    authentication: new Authentication(plugins, { clock, log, attempts, emit, timeouts: pluginTimeouts }),
    activity: new Activity(clock, limits.inFlight, limits.inFlightPerCaller),
    pluginTimeouts,
    keepAlives: timeouts(keepAliveMs),
    deadline: { ms: deadlineMs, queue: timeouts(deadlineMs) },
  };
  registries.tools.onChange(() => notices.listChanged('tools'));
  registries.resources.onChange(() => notices.listChanged('resources'));
  registries.skills.onChange(() => notices.listChanged('resources'));
  registries.prompts.onChange(() => notices.listChanged('prompts'));
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
