import type { Lifetime } from '../call/lifetime.js';
import type { MessageText } from '../protocol/parse-message.js';

/** What plugins see of an HTTP request. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The client's address behind trusted proxies; undefined where a host gave none. */
  readonly address: string | undefined;
  /** Value of a header by lower-case name. Throws when it was sent twice. */
  header(name: string): string | undefined;
}

/** A request with its body still to be read. */
export interface IncomingHttp extends HttpRequest {
  readonly scheme: 'http' | 'https';
  /** What a host such as Express has mounted us under, `"/api"`; empty elsewhere. */
  readonly mountPath: string;
  /** Whether a host such as Express routed exactly the prefix it mounted us at. */
  readonly atMountPoint: boolean;
  /** Number of headers. */
  readonly headerCount: number;
  /** Value of a header that may be repeated, joined by commas. */
  headerList(name: string): string | undefined;
  /** Local address of the socket; undefined for `server.fetch`, which has no bind. */
  readonly localAddress: string | undefined;
  /** Value of a query parameter; undefined where it is missing or given twice. */
  query(name: string): string | undefined;
  /** The body as text. Throws or rejects for one that is larger than `limit` bytes, too slow to arrive, or not UTF-8, and when the lifetime ends before it is there. */
  body(limit: number, lifetime: Lifetime): Promise<MessageText>;
}
