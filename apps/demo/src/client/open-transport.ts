import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { mintKey } from '@toolgate/auth-apikey';
import { programPath } from '../program-path.js';
import type { ClientOptions } from './client-options.js';

/** The way to the server: over HTTP to a running one, over stdio to one of our own. */
export function openTransport({
  stdio,
  url,
  key,
}: ClientOptions): StreamableHTTPClientTransport | StdioClientTransport {
  if (stdio) return spawnServer(key);
  return new StreamableHTTPClientTransport(url, { requestInit: { headers: { 'x-api-key': key ?? '' } } });
}

function spawnServer(key: string | undefined): StdioClientTransport {
  return new StdioClientTransport({
    command: process.execPath,
    args: [programPath('index'), '--stdio'],
    env: { ...getDefaultEnvironment(), ...credentials(key) },
  });
}

/** Keys and credential of the environment; without any, a key that serves this one run. */
function credentials(key: string | undefined): Record<string, string> {
  const { ATLAS_KEYS, TOOLGATE_CREDENTIAL } = process.env;
  const own = key ?? TOOLGATE_CREDENTIAL;
  if (ATLAS_KEYS !== undefined) return { ATLAS_KEYS, ...(own === undefined ? {} : { TOOLGATE_CREDENTIAL: own }) };
  const secret = own ?? mintKey();
  return { ATLAS_KEYS: `client=${secret}:countries.read`, TOOLGATE_CREDENTIAL: secret };
}
