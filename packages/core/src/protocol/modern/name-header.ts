import type { RequestMessage } from '../json-rpc-message.js';
import { headerMismatch, quote } from './header-mismatch.js';
import { decodeHeaderValue } from './header-value.js';
import type { HeaderReader } from './routing-headers.js';

/** Throws HEADER_MISMATCH unless `Mcp-Name` says what the request names. A body that names nothing is left to the check of its params. */
export function checkNameHeader({ method, params }: RequestMessage, header: HeaderReader): void {
  const key = namingParam(method);
  if (key === undefined) return;
  const named = params[key];
  const sent = header('mcp-name');
  if (sent === undefined) {
    if (typeof named === 'string') throw headerMismatch(`Mcp-Name is missing, the body says ${quote(named)}`);
    return;
  }
  const decoded = decodeHeaderValue(sent);
  if (decoded === undefined) throw headerMismatch(`Mcp-Name is ${quote(sent)}, which cannot be decoded`);
  if (typeof named !== 'string' || decoded === named) return;
  throw headerMismatch(`Mcp-Name is ${quote(decoded)}, the body says ${quote(named)}`);
}

/** The param that `Mcp-Name` repeats (MCP 2026-07-28, standard request headers; SEP-2663 for tasks). */
function namingParam(method: string): 'name' | 'uri' | 'taskId' | undefined {
  switch (method) {
    case 'tools/call':
    case 'prompts/get':
      return 'name';
    case 'resources/read':
      return 'uri';
    case 'tasks/get':
    case 'tasks/update':
    case 'tasks/cancel':
      return 'taskId';
    default:
      return undefined;
  }
}
