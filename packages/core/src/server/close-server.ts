import type { Server as HttpServer } from 'node:http';
import type { Clock } from '../clock.js';
import type { Plugin } from '../plugin/plugin.js';
import type { DrainCounts } from './activity.js';
import type { Runtime } from './runtime.js';

/** A plugin stopped, its `stop` failed (the log says why), or it took longer than five seconds. */
export type PluginEnd = 'stopped' | 'failed' | 'late';

/** What a drain did. */
export interface CloseReport extends DrainCounts {
  /** How the plugins that have a `stop` ended, by name. */
  readonly byPlugin: Readonly<Record<string, PluginEnd>>;
}

/** A listener closed at once resets connections the kernel has already accepted, so it refuses for a moment first. */
const refusalMs = 250;
const pluginStopMs = 5_000;

/** Ends a server in order: refuse, drain, sessions, listeners, then the plugins that were started, in reverse. */
export async function closeServer(
  runtime: Runtime,
  listeners: readonly HttpServer[],
  started: readonly Plugin<string>[],
  deadlineMs: number,
): Promise<CloseReport> {
  const { clock, activity, sessions } = runtime;
  const release = clock.keepAlive();
  const refusing = listeners.length === 0 ? undefined : pause(clock, Math.min(refusalMs, deadlineMs));
  const counts = await activity.drain(deadlineMs);
  await refusing;
  sessions.closeAll('drained');
  await Promise.all(listeners.map(closeListener));
  const byPlugin: Record<string, PluginEnd> = {};
  for (const plugin of started.toReversed()) {
    if (plugin.stop !== undefined) byPlugin[plugin.name] = await stopPlugin(plugin, runtime);
  }
  release();
  return { ...counts, byPlugin };
}

/** Closes a listener and the connections that clients keep open; every request on them has been answered. */
export function closeListener(listener: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    listener.close(() => resolve());
    listener.closeAllConnections();
  });
}

function stopPlugin(plugin: Plugin<string>, { clock, log }: Runtime): Promise<PluginEnd> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(pluginStopMs, () => resolve('late'));
    const end = (result: PluginEnd): void => {
      cancel();
      resolve(result);
    };
    const stop = async (): Promise<void> => plugin.stop?.();
    stop().then(
      () => end('stopped'),
      (error: unknown) => {
        log.error({ err: error, plugin: plugin.name }, 'stop failed');
        end('failed');
      },
    );
  });
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(ms, resolve);
  });
}
