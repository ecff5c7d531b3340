import type { ServerOptions } from '../server/server-options.js';

export interface EndpointAddress {
  /** Path of the endpoint in this process: `"/mcp"`. */
  readonly path: string;
  /** Where clients reach it, where that is known. */
  readonly publicUrl: URL | undefined;
}

/** Where the endpoint is. A `publicUrl` without a path is the origin alone, and the endpoint is at `path` below it. */
export function endpointAddress({ path = '/mcp', publicUrl }: ServerOptions): EndpointAddress {
  if (publicUrl === undefined) return { path, publicUrl };
  const url = new URL(publicUrl);
  return { path, publicUrl: url.pathname === '/' ? new URL(path, url) : url };
}
