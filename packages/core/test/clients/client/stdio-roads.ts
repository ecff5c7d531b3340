import { fileURLToPath } from 'node:url';
import { StdioClientTransport as TransportV2 } from '@modelcontextprotocol/client/stdio';
import { StdioClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { modes, openV1, openV2 } from './clients.js';
import { type Access, place, type Road } from './road.js';
import type { TestClient } from './test-client.js';

/** Both clients over stdio: each starts the server as a process of its own. */
export const stdioRoads: readonly Road[] = [
  {
    name: 'v1 over stdio',
    client: 1,
    era: '2025',
    transport: 'stdio',
    start: () => start((access) => openV1(new TransportV1(program(access)), access)),
  },
  ...modes.map(
    ({ name, mode, era }): Road => ({
      name: `v2 over stdio, ${name}`,
      client: 2,
      era,
      transport: 'stdio',
      start: () => start((access) => openV2(new TransportV2(program(access)), access, mode)),
    }),
  ),
];

async function start(open: (access: Access) => Promise<TestClient>) {
  return place(open, undefined);
}

/** How a client starts the program from source. */
function program({ token = 'ada' }: Access) {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const loader = path('../../server/register-typescript.mjs');
  return {
    command: process.execPath,
    args: ['--conditions=@toolgate/source', '--import', loader, path('../everything/program.ts')],
    env: { TOOLGATE_CREDENTIAL: token },
    stderr: 'ignore' as const,
  };
}
