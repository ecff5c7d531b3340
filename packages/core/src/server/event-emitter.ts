import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { ServerEvent } from '../plugin/server-event.js';

/** Delivers events to every plugin that listens. What a listener throws is logged and goes no further. */
export function eventEmitter(plugins: readonly Plugin<string>[], log: Logger): (event: ServerEvent) => void {
  const listeners = plugins.filter(({ on }) => on !== undefined);
  return (event) => {
    for (const plugin of listeners) {
      try {
        plugin.on?.(event);
      } catch (error) {
        log.error({ err: error, plugin: plugin.name, event: event.type }, 'an event listener threw');
      }
    }
  };
}
