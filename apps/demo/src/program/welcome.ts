import { relative } from 'node:path';
import type { AtlasKey, AtlasKeys } from '../keys/atlas-key.js';
import { programPath } from '../program-path.js';
import type { AtlasUsers } from '../users/atlas-user.js';

export interface Serving {
  readonly url: string;
  readonly keys: AtlasKeys;
  /** Whether the keys are new ones; those of `ATLAS_KEYS` are not printed, for output ends up in logs. */
  readonly minted: boolean;
  readonly users: AtlasUsers | undefined;
  readonly takesTokens: boolean;
}

// Newer ones ask for Node 22; older ones cannot send headers.
const inspector = 'npx -y @modelcontextprotocol/inspector@0.22.0 --cli';
const json = `-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream'`;

/** What the program prints when it listens: where, for whom, and commands to paste into a shell. */
export function welcome({ url, keys, minted, users, takesTokens }: Serving): string {
  const entries = Object.entries(keys);
  const first = minted ? entries[0]?.[1].secret : undefined;
  return `Atlas listens on ${url}

Keys${minted ? ', new at every start' : ', from ATLAS_KEYS'}:
${entries.map(([label, key]) => keyLine(label, key, minted)).join('\n')}
${others(users, takesTokens)}
Paste into a shell:

URL=${url}
KEY=${first ?? "'one of your keys'"}
SESSION=$(${post(rpc(1, 'initialize', initialize), '-D - -o /dev/null')} | tr -d '\\r' | awk 'tolower($1) == "mcp-session-id:" { print $2 }')
${inSession(rpc(2, 'tools/list', {}))}
${inSession(rpc(3, 'tools/call', { name: 'land_route', arguments: { from: 'Portugal', to: 'Vietnam' } }))}

${inspector} "$URL" --transport http --header "X-API-Key: $KEY" --method tools/list
node ${relative(process.cwd(), programPath('client'))} --url "$URL" --key "$KEY"

Ctrl-C ends it, once the calls in flight have finished.`;
}

const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'curl', version: '1' },
};

function keyLine(label: string, { secret, permissions }: AtlasKey, minted: boolean): string {
  return `  ${label.padEnd(8)} ${minted ? `${secret}  ` : ''}${permissions.join(', ')}`;
}

/** Who else may call, and how to. */
function others(users: AtlasUsers | undefined, takesTokens: boolean): string {
  const token = relative(process.cwd(), programPath('token'));
  const people = users === undefined ? [] : [`Users, with their passwords: ${Object.keys(users).join(', ')}`];
  const tokens = takesTokens ? [`Tokens: node ${token} --sub ada --permissions countries.read`] : [];
  return [...people, ...tokens].map((line) => `\n${line}\n`).join('');
}

function rpc(id: number, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

function post(body: string, more: string): string {
  return `curl -sS ${more} "$URL" -H "X-API-Key: $KEY" ${json} -d '${body}'`;
}

function inSession(body: string): string {
  return post(body, '-w \'\\n\' -H "Mcp-Session-Id: $SESSION"');
}
