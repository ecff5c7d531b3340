import type { FetchHandler } from '@toolgate/core';
import { jsonHeaders } from './wire.js';

export interface SessionOptions {
  /** Sent with every request, such as a credential. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default none. */
  readonly capabilities?: object;
  /** Default `"2025-11-25"`. */
  readonly protocolVersion?: string;
  /** Address the server sees. */
  readonly address?: string;
}

/** A raw client of the 2025 wire in a session of its own. */
export interface ClientSession {
  readonly id: string;
  post(message: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Opens the session's stream, or with `last-event-id` goes on with any of its streams. */
  listen(headers?: Readonly<Record<string, string>>): Promise<Response>;
  end(headers?: Readonly<Record<string, string>>): Promise<Response>;
}

interface Fetching {
  readonly fetch: FetchHandler;
}

/** Uses a session, one's own or not. */
export function clientSession(server: Fetching, id: string, options: SessionOptions = {}): ClientSession {
  const { headers = {}, address } = options;
  const send = (method: string, own: Readonly<Record<string, string>>, body?: string): Promise<Response> => {
    const all = { ...headers, 'mcp-session-id': id, ...own };
    const init = { method, headers: all, ...(body === undefined ? {} : { body }) };
    return server.fetch(new Request('http://localhost/mcp', init), address === undefined ? {} : { address });
  };
  return {
    id,
    post: (message, own = {}) => send('POST', { ...jsonHeaders, ...own }, JSON.stringify(message)),
    listen: (own = {}) => send('GET', { accept: 'text/event-stream', ...own }),
    end: (own = {}) => send('DELETE', own),
  };
}

/** Opens a session; throws unless `initialize` is answered with one. */
export async function openSession(server: Fetching, options: SessionOptions = {}): Promise<ClientSession> {
  const { capabilities = {}, protocolVersion = '2025-11-25', headers = {}, address } = options;
  const params = { protocolVersion, capabilities, clientInfo: { name: 'raw', version: '1' } };
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { ...jsonHeaders, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 'init', method: 'initialize', params }),
  });
  const response = await server.fetch(request, address === undefined ? {} : { address });
  const id = response.headers.get('mcp-session-id');
  if (id === null) throw new Error(`initialize was answered ${response.status} ${await response.text()}`);
  return clientSession(server, id, options);
}
