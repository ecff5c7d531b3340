import type { Client as ModernClient } from '@modelcontextprotocol/client';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { FetchHandler } from '@toolgate/core';

/** What `connect` needs of a server: any `createServer()`, with whatever plugins. */
export interface Connectable {
  readonly fetch: FetchHandler;
}

export interface ConnectOptions {
  /** Sent with every request: `{ "x-api-key": key }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Address the server sees. Default none, so that no limit per address applies. */
  readonly address?: string;
  /** Path of the endpoint. Default `"/mcp"`. */
  readonly path?: string;
}

export interface ConnectVersionOptions extends ConnectOptions {
  /** Revision the client asks for: `"2025-03-26"`. The official v2 client is used, for v1 always asks for its newest. */
  readonly protocolVersion: string;
}

const clientInfo = { name: 'toolgate-testing', version: '0.1.0' };

/** Connects the official v1 client to a server over `server.fetch`: the whole HTTP road, without a socket. */
export function connect(server: Connectable, options: ConnectVersionOptions): Promise<ModernClient>;
export function connect(server: Connectable, options?: ConnectOptions): Promise<Client>;
export function connect(
  server: Connectable,
  options: ConnectOptions & { readonly protocolVersion?: string } = {},
): Promise<Client | ModernClient> {
  const { protocolVersion } = options;
  return protocolVersion === undefined ? connectV1(server, options) : connectV2(server, options, protocolVersion);
}

async function connectV1(server: Connectable, options: ConnectOptions): Promise<Client> {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const client = new Client(clientInfo);
  const transport = new StreamableHTTPClientTransport(endpoint(options), transportOptions(server, options));
  await client.connect(transport);
  return client;
}

async function connectV2(server: Connectable, options: ConnectOptions, version: string): Promise<ModernClient> {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const client = new Client(clientInfo, { supportedProtocolVersions: [version] });
  await client.connect(new StreamableHTTPClientTransport(endpoint(options), transportOptions(server, options)));
  return client;
}

function endpoint({ path = '/mcp' }: ConnectOptions): URL {
  return new URL(path, 'http://localhost');
}

function transportOptions(server: Connectable, { headers = {}, address }: ConnectOptions) {
  const info = address === undefined ? {} : { address };
  return {
    requestInit: { headers },
    fetch: (url: string | URL, init?: RequestInit) => server.fetch(new Request(url, init), info),
  };
}
