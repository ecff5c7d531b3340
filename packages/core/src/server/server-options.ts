import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import type { Duration } from '../settings/duration.js';
import type { LimitOptions } from '../settings/limits.js';

/** Who a server says it is. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  /** Name for people. */
  readonly title?: string | undefined;
  /** How a model should use the server as a whole. */
  readonly instructions?: string | undefined;
}

export interface ServerOptions extends ServerInfo {
  /** Path of the endpoint. Default `"/mcp"`. */
  readonly path?: string | undefined;
  /** Where clients reach the server: `"https://mcp.example.com"`. Its host and origin are allowed. */
  readonly publicUrl?: string | undefined;
  /** Values of `Host` besides loopback names and the host of `publicUrl`: `"mcp.example.com"`, with a port to require it. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Values of `Origin` besides the server's own: `"https://app.example.com"`. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Addresses or ranges of proxies whose `X-Forwarded-For` is believed: `"10.0.0.0/8"`. Default none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly limits?: LimitOptions | undefined;
  /** Hard end of every call, over queues, retries and progress. Default `"10m"`. */
  readonly deadline?: Duration | undefined;
  readonly sessions?:
    | {
        /** A session nobody uses is closed after this. Default `"30m"`. */
        readonly idle?: Duration | undefined;
        /** No session lives longer. Default `"24h"`. */
        readonly lifetime?: Duration | undefined;
      }
    | undefined;
  /** Failed logins of one address before it gets 429. Default `{ perMinute: 10 }`; `false` counts none. */
  readonly failedAttempts?: { readonly perMinute: number } | false | undefined;
  /** Default: JSON lines on standard error. */
  readonly log?: Logger | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}
