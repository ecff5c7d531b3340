import { programPath } from '../process/program-path.js';
import type { ServerProgram } from '../process/start-server.js';

/** The bare JSON server everything is measured against. */
export const floorProgram: ServerProgram = { entry: programPath('servers/floor') };
