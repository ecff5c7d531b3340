import type { Connectable } from '@toolgate/testing';

/** A raw HTTP client of one session: what official clients would never send can be sent with it. */
export interface Wire {
  readonly session: string;
  /** Posts an object as JSON, or a text as it is. */
  post(body: object | string, headers?: Record<string, string>): Promise<Response>;
  /** Posts a `tools/call` and returns the parsed response message. */
  call(name: string, input?: object, id?: string | number): Promise<WireMessage>;
}

export interface WireMessage {
  readonly id?: string | number;
  readonly result?: {
    readonly content: readonly { readonly type: string; readonly text: string }[];
    readonly structuredContent?: unknown;
    readonly isError?: boolean;
    readonly _meta?: { readonly 'toolgate/error': { readonly code: string; readonly details?: unknown } };
  };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: { readonly code: string } };
}

export const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

export const initialize = (protocolVersion = '2025-11-25') => ({
  jsonrpc: '2.0',
  id: 'init',
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'wire', version: '1' } },
});

/** Posts to `/mcp` without a session. */
export function post(
  server: Connectable,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    body: text,
    headers: { ...jsonHeaders, ...headers },
  });
  return server.fetch(request);
}

/** Opens a session; throws unless `initialize` is answered with one. */
export async function openWire(
  server: Connectable,
  headers: Record<string, string> = {},
  protocolVersion?: string,
): Promise<Wire> {
  const response = await post(server, initialize(protocolVersion), headers);
  const session = response.headers.get('mcp-session-id');
  if (session === null) throw new Error(`initialize was answered ${response.status} ${await response.text()}`);
  const own = { ...headers, 'mcp-session-id': session };
  return {
    session,
    post: (body, extra = {}) => post(server, body, { ...own, ...extra }),
    async call(name, input = {}, id = 1) {
      const message = { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: input } };
      return parse(await (await post(server, message, own)).text());
    },
  };
}

/** The last message of a JSON or event-stream body. */
export function parse(body: string): WireMessage {
  const data = body.startsWith('event:')
    ? body
        .trimEnd()
        .split('\n')
        .findLast((line) => line.startsWith('data: '))
    : body;
  return JSON.parse((data ?? '').replace(/^data: /, ''));
}
