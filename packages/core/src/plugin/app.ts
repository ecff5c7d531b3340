import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import type { ServerEvent } from './server-event.js';
import type { Services } from './services.js';

/** What a plugin gets of the server it is installed in. */
export interface App {
  readonly name: string;
  readonly version: string;
  /** Path of the MCP endpoint: `"/mcp"`. */
  readonly path: string;
  /** Where clients reach the endpoint, where `publicUrl` says so. */
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Services of all installed plugins; complete when the first `start` runs. */
  readonly services: Partial<Services>;
  /** Delivers an event to every plugin's `on`. */
  emit(event: ServerEvent): void;
}
