import type { Server as HttpServer } from 'node:http';
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { DrainCounts } from './activity.js';
import type { Runtime } from './runtime.js';

/** What a drain did. */
export interface CloseReport extends DrainCounts {
  /** `"stopped"`, or why a plugin did not stop. */
  readonly byPlugin: Readonly<Record<string, string>>;
}

/** A listener closed at once resets connections the kernel has already accepted, so it refuses for a moment first. */
const refusalMs = 250;
const pluginStopMs = 5_000;

/** Ends a server in order: refuse, drain, sessions, plugins in reverse, listeners. */
export async function closeServer(
  runtime: Runtime,
  listeners: readonly HttpServer[],
  deadlineMs: number,
): Promise<CloseReport> {
  const { clock, activity, sessions } = runtime;
  const release = clock.keepAlive();
  activity.refuseNew();
  const refusing = listeners.length === 0 ? Promise.resolve() : pause(clock, Math.min(refusalMs, deadlineMs));
  const counts = await activity.drain(deadlineMs);
  await refusing;
  sessions.closeAll('drained');
  await Promise.all(listeners.map(closeListener));
  const byPlugin = await stopPlugins(runtime.plugins, runtime);
  release();
  return { ...counts, byPlugin };
}

function closeListener(listener: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    listener.close(() => resolve());
    // Node's close waits for connections that clients keep open; every request on them has been answered.
    listener.closeAllConnections();
  });
}

async function stopPlugins(
  plugins: readonly Plugin<string>[],
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Promise<Record<string, string>> {
  const report: Record<string, string> = {};
  for (const plugin of plugins.toReversed()) {
    if (plugin.stop === undefined) continue;
    const late = pause(clock, pluginStopMs).then(() => `did not stop within ${pluginStopMs / 1_000} s`);
    const stopped = Promise.resolve(plugin)
      .then((it) => it.stop?.())
      .then(
        () => 'stopped',
        (error: unknown) => {
          log.error({ err: error, plugin: plugin.name }, 'stop failed');
          return 'failed to stop';
        },
      );
    report[plugin.name] = await Promise.race([stopped, late]);
  }
  return report;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(ms, resolve);
  });
}
