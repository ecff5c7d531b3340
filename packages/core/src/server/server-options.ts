import type { Icon } from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import type { EventStore } from '../protocol/stream/event-store.js';
import type { TaskStore } from '../protocol/tasks/task-store.js';
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
  readonly icons?: readonly Icon[] | undefined;
}

export interface ServerOptions extends ServerInfo {
  /** Path of the endpoint. Default `"/mcp"`. */
  readonly path?: string | undefined;
  /**
   * Where clients reach the server: `"https://mcp.example.com"`; with a path it is the URL of the endpoint itself. Its host
   * and origin are allowed.
   */
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
  /** Lets pages of these origins call the server from a browser: `{ origins: ["https://app.example.com"] }`. */
  readonly cors?: { readonly origins: readonly string[] } | undefined;
  /** Also serves the two endpoints of HTTP+SSE for clients of 2024-11-05. Default `/sse` and `/messages`. Default off. */
  readonly legacySse?: boolean | { readonly sse?: string; readonly messages?: string } | undefined;
  /** Sessions of the 2025 wire. `false` keeps none: nothing can be asked of, or told to, a client outside its own request. */
  readonly sessions?:
    | false
    | {
        /** A session nobody uses is closed after this. Default `"30m"`. */
        readonly idle?: Duration | undefined;
        /** No session lives longer. Default `"24h"`. */
        readonly lifetime?: Duration | undefined;
      }
    | undefined;
  /** Where events of resumable streams are kept. Default: in memory, 64 MB in all. */
  readonly eventStore?: EventStore | undefined;
  /** How calls of several rounds remember (2026-07-28). Servers that share a key can take over each other's calls. */
  readonly requestState?:
    | {
        /** Texts of 32 characters or more, the one that seals first. Default: a random one, known to this process alone. */
        readonly keys?: readonly string[] | undefined;
        /** How long a client may take for a round. Default `"1h"`. */
        readonly ttl?: Duration | undefined;
      }
    | undefined;
  /** Tasks of tools with the option `task`. */
  readonly tasks?:
    | {
        /** Default: in memory, 10,000 of them. */
        readonly store?: TaskStore | undefined;
        /** How long a task may run and is kept. Default `"1h"`. */
        readonly ttl?: Duration | undefined;
        /** How often clients are asked to poll. Default `"1s"`. */
        readonly pollInterval?: Duration | undefined;
      }
    | undefined;
  /** Permissions of each role that callers may have: `{ editor: ["notes.read", "notes.write"] }`. */
  readonly roles?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Failed logins of one address before it gets 429. Default `{ perMinute: 10 }`; `false` counts none. */
  readonly failedAttempts?: { readonly perMinute: number } | false | undefined;
  /** Default: JSON lines on standard error. */
  readonly log?: Logger | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}
