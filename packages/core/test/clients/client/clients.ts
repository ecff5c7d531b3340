import {
  Client as ClientV2,
  type Transport as TransportV2,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type Access, capabilities } from './road.js';
import { Inbox, type TestClient } from './test-client.js';
import { User } from './user.js';
import { prepareV1, v1Client } from './v1-client.js';
import { prepareV2, v2Client } from './v2-client.js';

const info = { name: 'tester', version: '1.0.0' };

/** How the v2 client is told which era to speak, and the era it then speaks with this server. */
export const modes = [
  { name: 'legacy', mode: 'legacy', era: '2025' },
  { name: 'auto', mode: 'auto', era: '2026' },
  { name: 'pinned', mode: { pin: '2026-07-28' }, era: '2026' },
] as const;

/** Connects the official v1 client. */
export async function openV1(transport: TransportV1, { able }: Access): Promise<TestClient> {
  const [client, user, inbox] = [new ClientV1(info, { capabilities: capabilities(able) }), new User(), new Inbox()];
  if (able !== false) prepareV1(client, user, inbox);
  await client.connect(transport);
  return v1Client(client, user, inbox);
}

/** Connects the official v2 client. */
export async function openV2(
  transport: TransportV2,
  { able }: Access,
  mode: VersionNegotiationMode,
): Promise<TestClient> {
  const options = { capabilities: capabilities(able), versionNegotiation: { mode } };
  const [client, user, inbox] = [new ClientV2(info, options), new User(), new Inbox()];
  if (able !== false) prepareV2(client, user, inbox);
  await client.connect(transport);
  return v2Client(client, user, inbox);
}
