import { secret } from '../../toolgate/api-keys.js';
import { abstaining, passThrough } from '../../toolgate/pass-through.js';
import { setups } from '../../toolgate/setups.js';
import { type Calling, callingConnected, callingFetch } from './calling.js';
import { serverWith } from './server-with.js';

/** Calls of a server without a plugin, and with it. */
export interface PluginCase {
  readonly without: () => Promise<Calling>;
  readonly installed: () => Promise<Calling>;
}

const scale = { tools: 1, keys: 1, plugins: 0 } as const;
const ten = Array.from({ length: 10 }, (_, index) => passThrough(index));
const bare = () => callingConnected(serverWith());

/** The plugins whose cost is measured, by name. A new one is a line here; what reads headers is called over fetch. */
export const pluginCases: Readonly<Record<string, PluginCase>> = {
  'one that abstains': { without: bare, installed: () => callingConnected(serverWith(abstaining(0))) },
  'one async function': { without: bare, installed: () => callingConnected(serverWith(passThrough(0))) },
  'ten async functions': { without: bare, installed: () => callingConnected(serverWith(...ten)) },
  'API key and permission': {
    without: () => callingFetch(setups.sessionless(scale), {}),
    installed: () => callingFetch(setups['api-key'](scale), { 'x-api-key': secret }),
  },
};
