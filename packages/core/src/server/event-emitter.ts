import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { ServerEvent } from '../plugin/server-event.js';

/** Delivers events to every plugin that listens. What a listener throws is logged and goes no further. */
export function eventEmitter(plugins: readonly Plugin<string>[], log: Logger): (event: ServerEvent) => void {
  const listeners = plugins.filter(({ on }) => on !== undefined);
  return (event) => {
    for (const plugin of listeners) {
      const failed = (error: unknown): void =>
        log.error({ err: error, plugin: plugin.name, event: event.type }, 'an event listener failed');
      try {
        const done: unknown = plugin.on?.(event);
        if (done instanceof Promise) done.catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  };
}
