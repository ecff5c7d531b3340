import type { Caller } from '../identity/caller.js';
import { largestMessage } from '../protocol/message-size.js';
import { decodeHeaderValue } from '../protocol/modern/header-value.js';
import { isModernVersion } from '../protocol/modern/modern-revision.js';
import type { HttpExchange } from './http-exchange.js';

/** Bytes of the largest body worth reading. The headers of a 2026-07-28 request say what it calls, so it is held to that from the start. */
export function bodyLimit({ runtime, request }: HttpExchange, caller: Caller): number {
  const { limits, registries, access } = runtime;
  const version = request.headerList('mcp-protocol-version');
  if (version === undefined || !isModernVersion(version)) return largestMessage(runtime);
  if (request.headerList('mcp-method') !== 'tools/call') return limits.body;
  const tool = registries.tools.get(decodeHeaderValue(request.headerList('mcp-name') ?? '') ?? '');
  const known = tool !== undefined && access.allows(tool.operation, caller);
  return (known ? tool.maxRequestBytes : undefined) ?? limits.body;
}
