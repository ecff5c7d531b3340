import { StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { bearer } from '../../identity/token-auth.js';
import { everythingServer } from '../everything/everything-server.js';
import { modes, openV1, openV2 } from './clients.js';
import { type Access, place, type Road } from './road.js';
import type { TestClient } from './test-client.js';

/** Both clients over real sockets. */
export const httpRoads: readonly Road[] = [
  {
    name: 'v1 over HTTP',
    client: 1,
    era: '2025',
    transport: 'http',
    start: () => start((url, access) => openV1(new TransportV1(url, withToken(access)), access)),
  },
  ...modes.map(
    ({ name, mode, era }): Road => ({
      name: `v2 over HTTP, ${name}`,
      client: 2,
      era,
      transport: 'http',
      start: () => start((url, access) => openV2(new TransportV2(url, withToken(access)), access, mode)),
    }),
  ),
];

async function start(open: (url: URL, access: Access) => Promise<TestClient>) {
  const server = everythingServer();
  const { url } = await server.listen({ port: 0 });
  return place((access) => open(new URL(url), access), server);
}

function withToken({ token = 'ada' }: Access) {
  return { requestInit: { headers: bearer(token) } };
}
