import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import type { ConnectOptions, Server } from '@toolgate/core';

export interface MemoryClientOptions extends ConnectOptions {
  readonly capabilities?: ClientCapabilities;
  /** Is given the client before it connects. */
  readonly prepare?: (client: Client) => void;
}

/** The official client at the other end of a pair of transports in memory. */
export async function memoryClient(
  server: Pick<Server, 'connect'>,
  { capabilities = {}, prepare, ...options }: MemoryClientOptions = {},
): Promise<Client> {
  const [own, other] = InMemoryTransport.createLinkedPair();
  await server.connect(other, options);
  const client = new Client({ name: 'in-memory', version: '1' }, { capabilities });
  prepare?.(client);
  await client.connect(own);
  return client;
}
