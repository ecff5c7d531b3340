import type {
  Client as ModernClient,
  ClientCapabilities as ModernClientCapabilities,
} from '@modelcontextprotocol/client';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import type { FetchHandler } from '@toolgate/core';

/** What `connect` needs of a server: any `createServer()`, with whatever plugins. */
export interface Connectable {
  readonly fetch: FetchHandler;
}

/** For the official v1 client. */
export interface ConnectOptions {
  /** Sent with every request: `{ "x-api-key": key }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Address the server sees. Default none, so that no limit per address applies. */
  readonly address?: string;
  /** Path of the endpoint. Default `"/mcp"`. */
  readonly path?: string;
  /** What the server may ask of the client: `{ elicitation: {}, sampling: {} }`. Default nothing. */
  readonly capabilities?: ClientCapabilities;
  /** Is given the client before it connects, to set the handlers that answer for its user. */
  readonly prepare?: (client: Client) => void;
}

/** For the official v2 client. */
export interface ConnectVersionOptions extends Omit<ConnectOptions, 'capabilities' | 'prepare'> {
  /**
   * Revision the client speaks: `"2025-03-26"` opens a session, `"2026-07-28"` and later ones do without. With `"auto"` it
   * asks the server, and speaks its newest.
   */
  readonly protocolVersion: string;
  /** What the server may ask of the client: `{ elicitation: {}, sampling: {} }`. Default nothing. */
  readonly capabilities?: ModernClientCapabilities;
  /** Is given the client before it connects, to set the handlers that answer for its user. */
  readonly prepare?: (client: ModernClient) => void;
}

const clientInfo = { name: 'toolgate-testing', version: '0.1.0' };

/**
 * Connects an official client to a server over `server.fetch`: the whole HTTP road, without a socket. It is the v1 client,
 * or with `protocolVersion` the v2 client.
 */
export function connect(server: Connectable, options: ConnectVersionOptions): Promise<ModernClient>;
export function connect(server: Connectable, options?: ConnectOptions): Promise<Client>;
export function connect(
  server: Connectable,
  options: ConnectVersionOptions | ConnectOptions = {},
): Promise<Client | ModernClient> {
  return namesVersion(options) ? connectV2(server, options) : connectV1(server, options);
}

function namesVersion(options: ConnectVersionOptions | ConnectOptions): options is ConnectVersionOptions {
  return 'protocolVersion' in options && options.protocolVersion !== undefined;
}

async function connectV1(server: Connectable, options: ConnectOptions): Promise<Client> {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const { capabilities = {}, prepare } = options;
  const client = new Client(clientInfo, { capabilities });
  prepare?.(client);
  await client.connect(new StreamableHTTPClientTransport(endpoint(options), transportOptions(server, options)));
  return client;
}

async function connectV2(server: Connectable, options: ConnectVersionOptions): Promise<ModernClient> {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const { capabilities = {}, prepare, protocolVersion } = options;
  const client = new Client(clientInfo, { capabilities, ...negotiation(protocolVersion) });
  prepare?.(client);
  await client.connect(new StreamableHTTPClientTransport(endpoint(options), transportOptions(server, options)));
  return client;
}

/** How the v2 client is told which revision to speak: of the first era it must be the only one it knows. */
function negotiation(version: string) {
  if (version === 'auto') return { versionNegotiation: { mode: 'auto' } } as const;
  if (version < '2026-07-28') return { supportedProtocolVersions: [version] };
  return { versionNegotiation: { mode: { pin: version } } };
}

function endpoint({ path = '/mcp' }: Pick<ConnectOptions, 'path'>): URL {
  return new URL(path, 'http://localhost');
}

function transportOptions(server: Connectable, { headers = {}, address }: Pick<ConnectOptions, 'headers' | 'address'>) {
  const info = address === undefined ? {} : { address };
  return {
    requestInit: { headers },
    fetch: (url: string | URL, init?: RequestInit) => server.fetch(new Request(url, init), info),
  };
}
