import { programPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';
import type { SetupName } from '../toolgate/setups.js';

/** A Toolgate server; `env` says how large it is: TOOLS, KEYS, PLUGINS. */
export function toolgateProgram(setup: SetupName, env: Readonly<Record<string, string>> = {}): ServerProgram {
  return { entry: programPath('servers/toolgate'), env: { SETUP: setup, ...env } };
}
