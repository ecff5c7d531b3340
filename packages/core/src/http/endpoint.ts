import { ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import type { ServerOptions } from '../server/server-options.js';
import { CorsPolicy } from './cors-policy.js';
import { HostPolicy } from './host-policy.js';
import type { IncomingHttp } from './http-request.js';
import type { HeaderPairs } from './http-response.js';
import { OriginPolicy } from './origin-policy.js';

const maxHeaders = 100;

/** What is served at a path: the endpoint itself, or the two of HTTP+SSE. */
export type Route = 'mcp' | 'sse' | 'messages';

/** Where the server is reached, and from where. Throws a TypeError for wrong options. */
export class Endpoint {
  readonly path: string;
  /** Where clients of HTTP+SSE post their messages. */
  readonly messagesPath: string;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #hosts: HostPolicy;
  readonly #origins: OriginPolicy;
  readonly #cors: CorsPolicy | undefined;

  constructor(options: ServerOptions, { authentication }: Runtime) {
    const { path = '/mcp', allowedHosts = [], allowedOrigins = [], cors, legacySse = false } = options;
    const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl);
    this.path = path;
    this.#hosts = new HostPolicy({ allowedHosts, publicUrl, authenticated: authentication.required });
    this.#cors = cors === undefined ? undefined : new CorsPolicy(cors.origins, authentication.headers);
    this.#origins = new OriginPolicy([...allowedOrigins, ...(cors?.origins ?? [])], publicUrl);
    const { sse = '/sse', messages = '/messages' } = legacySse === true ? {} : legacySse || {};
    this.messagesPath = messages;
    this.#routes = new Map<string, Route>([
      ...(legacySse === false
        ? []
        : ([
            [sse, 'sse'],
            [messages, 'messages'],
          ] as const)),
      [path, 'mcp'],
    ]);
    if (legacySse !== false && this.#routes.size < 3) {
      throw new TypeError(`path "${path}", legacySse.sse "${sse}" and legacySse.messages "${messages}" must differ.`);
    }
  }

  /** Whether a request is for this server at all. */
  serves(request: IncomingHttp): boolean {
    return this.#routes.has(request.path) || request.atMountPoint;
  }

  /** What every answer to a request says, whatever becomes of it. Never throws. */
  answerHeaders(request: IncomingHttp): HeaderPairs {
    return this.#cors?.headers(request) ?? [];
  }

  /** What a request is for. Throws for one with too many headers, from a wrong place, or to a wrong one. */
  admit(request: IncomingHttp): Route {
    if (request.headerCount > maxHeaders) {
      throw new ToolgateError('HEADERS_TOO_LARGE', `The request has more than ${maxHeaders} headers.`);
    }
    this.#hosts.check(request);
    this.#origins.check(request);
    const route = this.#routes.get(request.path) ?? (request.atMountPoint ? 'mcp' : undefined);
    if (route !== undefined) return route;
    throw new ToolgateError('NOT_FOUND', 'There is nothing at this path.');
  }

  /** Whether a browser asks what a page may send. */
  isPreflight(request: IncomingHttp): boolean {
    return this.#cors?.isPreflight(request) === true;
  }

  preflightHeaders(request: IncomingHttp): HeaderPairs {
    return this.#cors?.preflightHeaders(request) ?? [];
  }
}
