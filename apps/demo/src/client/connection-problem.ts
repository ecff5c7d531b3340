import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { oneLine } from '../program/one-line.js';
import type { ClientOptions } from './client-options.js';

/** What went wrong between client and server, and what to do about it. */
export function connectionProblem(thrown: unknown, { stdio, url }: ClientOptions): string {
  if (stdio) {
    const ended = thrown instanceof McpError && thrown.code === ErrorCode.ConnectionClosed;
    return ended ? 'The server ended without an answer; the line above says why.' : oneLine(thrown);
  }
  if (thrown instanceof StreamableHTTPError && thrown.code === 401) {
    return `The server at ${url} refuses the key (401): give --key one of those it printed when it started.`;
  }
  if (thrown instanceof TypeError && thrown.cause instanceof Error) {
    return `Nothing answers at ${url}: start the server with npm run demo, or give its --url.`;
  }
  return oneLine(thrown);
}
