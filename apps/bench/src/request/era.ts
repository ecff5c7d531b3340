/** The two wires of MCP: with `initialize`, and with an envelope in each request. */
export type Era = '2025-11-25' | '2026-07-28';

const clientInfo = { name: 'bench', version: '1.0.0' } as const;

/** What a client of 2025 says first. */
export function initialize() {
  return { method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } } as const;
}

const prefix = 'io.modelcontextprotocol/';

/** Adds what a request of 2026-07-28 has in `_meta`. */
export function inEnvelope(params: object): object {
  return {
    ...params,
    _meta: {
      [`${prefix}protocolVersion`]: '2026-07-28',
      [`${prefix}clientInfo`]: clientInfo,
      [`${prefix}clientCapabilities`]: {},
    },
  };
}
