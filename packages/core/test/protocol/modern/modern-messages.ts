import type { JsonRpcMessage } from '../../../src/protocol/json-rpc-message.js';
import { parseMessage } from '../../../src/protocol/parse-message.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export const versionKey = 'io.modelcontextprotocol/protocolVersion';
export const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';
export const infoKey = 'io.modelcontextprotocol/clientInfo';
export const levelKey = 'io.modelcontextprotocol/logLevel';

/** The least that `_meta` must have. */
export const leastMeta: JsonObject = { [versionKey]: '2026-07-28', [capabilitiesKey]: {} };

export function request(method: string, params: JsonObject = {}, meta: unknown = leastMeta): JsonObject {
  return { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } };
}

/** The message as the server gets it. */
export function received(body: JsonObject): JsonRpcMessage {
  const text = JSON.stringify(body);
  return parseMessage({ text, bytes: text.length }, { depth: 64, nodes: 100_000 });
}

export function isObject(candidate: unknown): candidate is JsonObject {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate);
}

/** `_meta` of a body, where it is an object. */
export function metaOf({ params }: JsonObject): JsonObject | undefined {
  return isObject(params) && isObject(params._meta) ? params._meta : undefined;
}
