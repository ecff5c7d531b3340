import type { IncomingHttp } from './http-request.js';
import type { HeaderPairs } from './http-response.js';
import { isOrigin } from './origin-policy.js';

const methods = 'GET, POST, DELETE';
const exposed = 'Mcp-Session-Id, WWW-Authenticate, Retry-After';
const maxAgeSeconds = '600';
const requestHeaders = [
  'accept',
  'authorization',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'mcp-session-id',
  'traceparent',
  'tracestate',
  'baggage',
];

/** Lets pages of exactly these origins talk to the server (Fetch, 3.3 CORS protocol). */
export class CorsPolicy {
  readonly #origins: ReadonlySet<string>;
  readonly #headers: ReadonlySet<string>;

  /** `credentialHeaders` are headers that carry credentials besides `Authorization`. Throws a TypeError for what is no origin. */
  constructor(origins: readonly string[], credentialHeaders: readonly string[]) {
    const wrong = origins.find((origin) => !isOrigin(origin));
    if (wrong !== undefined) {
      throw new TypeError(`cors.origins has "${wrong}": use scheme, host and port alone, "https://app.example.com".`);
    }
    if (origins.length === 0) throw new TypeError('cors.origins is empty: name the origins, or leave cors out.');
    this.#origins = new Set(origins);
    this.#headers = new Set([...requestHeaders, ...credentialHeaders]);
  }

  /** For every answer, refusals too: a page can read them, and caches must keep those to different origins apart. */
  headers(request: IncomingHttp): HeaderPairs {
    const origin = this.#allowed(request);
    if (origin === undefined) return ['vary', 'Origin'];
    return ['vary', 'Origin', 'access-control-allow-origin', origin, 'access-control-expose-headers', exposed];
  }

  isPreflight(request: IncomingHttp): boolean {
    if (request.method !== 'OPTIONS' || this.#allowed(request) === undefined) return false;
    return request.header('access-control-request-method') !== undefined;
  }

  /** What a page may send: of the headers it asks for those that the protocol has. */
  preflightHeaders(request: IncomingHttp): HeaderPairs {
    const asked = (request.headerList('access-control-request-headers') ?? '').toLowerCase().split(',');
    const granted = asked.map((name) => name.trim()).filter((name) => this.#grants(name));
    const headers = ['access-control-allow-methods', methods, 'access-control-max-age', maxAgeSeconds];
    return granted.length === 0 ? headers : [...headers, 'access-control-allow-headers', granted.join(', ')];
  }

  #allowed(request: IncomingHttp): string | undefined {
    // Two origins are a list, which is none of ours.
    const origin = request.headerList('origin');
    return origin !== undefined && this.#origins.has(origin) ? origin : undefined;
  }

  #grants(name: string): boolean {
    return this.#headers.has(name) || /^mcp-param-[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name);
  }
}
