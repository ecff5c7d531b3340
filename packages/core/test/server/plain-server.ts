import { createServer, type Server, type ServerOptions } from '@toolgate/core';
import { quietLog } from '../support/quiet-log.js';

/** A server without plugins and tools that logs nowhere. */
export function plainServer(options: Partial<ServerOptions> = {}): Server {
  return createServer({ name: 'plain', version: '1.0.0', log: quietLog(), ...options });
}
