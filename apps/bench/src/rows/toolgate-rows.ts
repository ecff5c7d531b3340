import { toolgateProgram } from '../programs/toolgate-program.js';
import { secret } from '../toolgate/api-keys.js';
import type { SetupName } from '../toolgate/setups.js';
import type { Row } from './row.js';

const credential = { 'x-api-key': secret };

/** Toolgate's rows. A new one is a line here, and its setup a line in `toolgate/setups.ts`. */
export const toolgateRows: readonly Row[] = [
  row('toolgate 2025', 'core', { era: '2025-11-25', session: true }),
  row('toolgate 2026', 'core', { era: '2026-07-28' }),
  row('toolgate sessionless 2025', 'sessionless', { era: '2025-11-25' }),
  row('toolgate + API key 2025', 'api-key', { era: '2025-11-25', session: true, headers: credential }),
  row('toolgate + API key 2026', 'api-key', { era: '2026-07-28', headers: credential }),
];

function row(name: string, setup: SetupName, settings: Pick<Row, 'era' | 'headers'> & { session?: true }): Row {
  const server = toolgateProgram(setup);
  return { name, server, peer: false, ...settings, session: settings.session ?? false };
}
