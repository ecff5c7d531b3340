/** The revision without handshake. */
export const modernRevision = '2026-07-28';

/** Keys of `_meta` that MCP 2026-07-28 reserves. */
export const metaKeys = {
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  clientCapabilities: 'io.modelcontextprotocol/clientCapabilities',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  logLevel: 'io.modelcontextprotocol/logLevel',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
} as const;

/** Names of the extensions that are served. */
export const extensionKeys = {
  tasks: 'io.modelcontextprotocol/tasks',
  skills: 'io.modelcontextprotocol/skills',
} as const;

/** Whether a version names this revision or a later one, served or not. Versions are dates, so text order is their order; what begins with no digit names none. */
export function isModernVersion(version: string): boolean {
  return version >= modernRevision && version < ':';
}
