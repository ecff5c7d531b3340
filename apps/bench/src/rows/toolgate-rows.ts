import { toolgateProgram } from '../programs/toolgate-program.js';
import { secret } from '../toolgate/api-keys.js';
import { benchToken, password } from '../toolgate/credentials.js';
import type { SetupName } from '../toolgate/setups.js';
import type { Row } from './row.js';

const credential = { 'x-api-key': secret };
const bearer = { authorization: `Bearer ${benchToken()}` };
const login = { authorization: `Basic ${Buffer.from(`bench:${password}`).toString('base64')}` };

/** Toolgate's rows. A new one is a line here, and its setup a line in `toolgate/setups.ts`. */
export const toolgateRows: readonly Row[] = [
  row('toolgate 2025', 'core', { era: '2025-11-25', session: true }),
  row('toolgate 2026', 'core', { era: '2026-07-28' }),
  row('toolgate sessionless 2025', 'sessionless', { era: '2025-11-25' }),
  row('toolgate + API key 2025', 'api-key', { era: '2025-11-25', session: true, headers: credential }),
  row('toolgate + API key 2026', 'api-key', { era: '2026-07-28', headers: credential }),
  row('toolgate + JWT 2025', 'jwt', { era: '2025-11-25', session: true, headers: bearer }),
  row('toolgate + Basic 2025', 'basic', { era: '2025-11-25', session: true, headers: login }),
];

function row(name: string, setup: SetupName, settings: Pick<Row, 'era' | 'headers'> & { session?: true }): Row {
  const server = toolgateProgram(setup);
  return { name, server, peer: false, ...settings, session: settings.session ?? false };
}
