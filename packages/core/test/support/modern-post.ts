import type { FetchHandler } from '@toolgate/core';
import { jsonHeaders } from './wire.js';

type JsonObject = Readonly<Record<string, unknown>>;

export interface ModernPostOptions {
  /** Default 1. */
  readonly id?: string | number;
  /** Sent with the request, such as a credential. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the client declares. Default nothing. */
  readonly capabilities?: JsonObject;
  /** The rest of `_meta`. */
  readonly meta?: JsonObject;
  readonly signal?: AbortSignal;
  /** Address the server sees. */
  readonly address?: string;
}

interface Fetching {
  readonly fetch: FetchHandler;
}

const prefix = 'io.modelcontextprotocol/';

/** Capabilities of a client that polls tasks and answers whatever it is asked. */
export const everything: JsonObject = {
  elicitation: { form: {} },
  sampling: {},
  roots: {},
  extensions: { [`${prefix}tasks`]: {} },
};

/** Posts one request of 2026-07-28, with the headers it must have. */
export function modernPost(
  server: Fetching,
  method: string,
  params: JsonObject = {},
  options: ModernPostOptions = {},
): Promise<Response> {
  const { id = 1, headers = {}, capabilities = {}, meta = {}, signal, address } = options;
  const own = { [`${prefix}protocolVersion`]: '2026-07-28', [`${prefix}clientCapabilities`]: capabilities };
  const name = params.uri ?? params.taskId ?? params.name;
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      ...jsonHeaders,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': encoded(name) } : {}),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta: { ...own, ...meta } } }),
    ...(signal === undefined ? {} : { signal }),
  });
  return server.fetch(request, address === undefined ? {} : { address });
}

function encoded(text: string): string {
  return `=?base64?${Buffer.from(text).toString('base64')}?=`;
}
