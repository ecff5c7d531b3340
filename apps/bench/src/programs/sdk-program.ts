import { peerPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';

/** The official SDK 1.x with a transport and a server for each session; `env` may give TOOLS. */
export function sdkProgram(env: Readonly<Record<string, string>> = {}): ServerProgram {
  return { entry: peerPath('servers/sdk-v1-stateful.mjs'), env };
}
