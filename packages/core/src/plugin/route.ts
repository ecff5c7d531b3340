import type { HttpRequest } from '../http/http-request.js';
import type { Caller } from '../identity/caller.js';

/** An HTTP path of a plugin's own beside the endpoint, answered to GET. */
export interface Route {
  /** Without the prefix a host mounted the server at: `"/metrics"`. */
  readonly path: string;
  /** Whether it is open to everybody; else an authenticator must vouch for the caller. */
  readonly public: boolean;
  /** What it throws is answered as the endpoint answers errors. */
  handle(request: RouteRequest): RouteAnswer | Promise<RouteAnswer>;
}

export interface RouteRequest extends HttpRequest {
  readonly caller: Caller;
  /** URL of the MCP endpoint as this client reaches it. */
  readonly endpoint: string;
}

export interface RouteAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Value of `content-type`. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}
