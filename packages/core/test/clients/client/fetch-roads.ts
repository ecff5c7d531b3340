import { connect } from '@toolgate/testing';
import { bearer } from '../../identity/token-auth.js';
import { everythingServer } from '../everything/everything-server.js';
import { type Access, capabilities, place, type Road } from './road.js';
import { Inbox, type TestClient } from './test-client.js';
import { User } from './user.js';
import { prepareV1, v1Client } from './v1-client.js';
import { prepareV2, v2Client } from './v2-client.js';

type Everything = ReturnType<typeof everythingServer>;

/** Both clients over `server.fetch`, by `connect()`. */
export const fetchRoads: readonly Road[] = [
  { name: 'v1 over fetch', client: 1, era: '2025', transport: 'http', start: () => start(openV1) },
  ...versions().map(({ protocolVersion, ...road }) => ({
    ...road,
    start: () => start((server, access) => openV2(server, access, protocolVersion)),
  })),
];

function versions() {
  return [
    { name: 'v2 over fetch, legacy', client: 2, era: '2025', transport: 'http', protocolVersion: '2025-11-25' },
    { name: 'v2 over fetch, auto', client: 2, era: '2026', transport: 'http', protocolVersion: 'auto' },
    { name: 'v2 over fetch, pinned', client: 2, era: '2026', transport: 'http', protocolVersion: '2026-07-28' },
  ] as const;
}

async function start(open: (server: Everything, access: Access) => Promise<TestClient>) {
  const server = everythingServer();
  return place((access) => open(server, access), server);
}

async function openV1(server: Everything, { able, token = 'ada' }: Access): Promise<TestClient> {
  const [user, inbox] = [new User(), new Inbox()];
  const client = await connect(server, {
    headers: bearer(token),
    capabilities: capabilities(able),
    prepare: (unconnected) => {
      if (able !== false) prepareV1(unconnected, user, inbox);
    },
  });
  return v1Client(client, user, inbox);
}

async function openV2(server: Everything, access: Access, protocolVersion: string): Promise<TestClient> {
  const { able, token = 'ada' } = access;
  const [user, inbox] = [new User(), new Inbox()];
  const client = await connect(server, {
    protocolVersion,
    headers: bearer(token),
    capabilities: capabilities(able),
    prepare: (unconnected) => {
      if (able !== false) prepareV2(unconnected, user, inbox);
    },
  });
  return v2Client(client, user, inbox);
}
