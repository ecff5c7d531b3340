import { ToolgateError } from '../errors/toolgate-error.js';
import type { App } from '../plugin/app.js';
import type { Runtime } from '../server/runtime.js';
import type { ServerOptions } from '../server/server-options.js';
import { CorsPolicy } from './cors-policy.js';
import { endpointAddress } from './endpoint-address.js';
import { HostPolicy } from './host-policy.js';
import type { IncomingHttp } from './http-request.js';
import type { HeaderPairs } from './http-response.js';
import { OriginPolicy } from './origin-policy.js';
import { type ServedRoute, servedRoutes, ssePaths } from './served-route.js';

const maxHeaders = 100;

/** Where the server is reached, and from where. Throws a TypeError for wrong options. */
export class Endpoint {
  readonly path: string;
  /** Where clients of HTTP+SSE post their messages. */
  readonly messagesPath: string | undefined;
  readonly routes: readonly ServedRoute[];
  readonly #publicUrl: string | undefined;
  readonly #byPath: ReadonlyMap<string, ServedRoute>;
  readonly #hosts: HostPolicy;
  readonly #origins: OriginPolicy;
  readonly #cors: CorsPolicy | undefined;

  constructor(options: ServerOptions, runtime: Runtime, app: App) {
    const { allowedHosts = [], allowedOrigins = [], cors } = options;
    const { authentication } = runtime;
    const { path, publicUrl } = endpointAddress(options);
    this.path = path;
    this.#publicUrl = publicUrl?.href;
    this.#hosts = new HostPolicy({ allowedHosts, publicUrl, authenticated: authentication.required });
    this.#cors = cors === undefined ? undefined : new CorsPolicy(cors.origins, authentication.headers);
    this.#origins = new OriginPolicy([...allowedOrigins, ...(cors?.origins ?? [])], publicUrl);
    this.messagesPath = ssePaths(options)?.messages;
    this.routes = servedRoutes(options, runtime, app);
    this.#byPath = new Map(this.routes.map((route) => [route.path, route]));
  }

  /** Whether a request is for this server at all. */
  serves(request: IncomingHttp): boolean {
    return this.#byPath.has(request.path) || request.atMountPoint;
  }

  /** URL of the endpoint as the client of a request reaches it. */
  url(request: IncomingHttp): string {
    if (this.#publicUrl !== undefined) return this.#publicUrl;
    return `${request.scheme}://${request.header('host') ?? ''}${request.mountPath}${this.path}`;
  }

  /** What every answer to a request says, whatever becomes of it. Never throws. */
  answerHeaders(request: IncomingHttp): HeaderPairs {
    return this.#cors?.headers(request) ?? [];
  }

  /** What a request is for. Throws for one with too many headers, from a wrong place, or to a wrong one. */
  admit(request: IncomingHttp): ServedRoute {
    if (request.headerCount > maxHeaders) {
      throw new ToolgateError('HEADERS_TOO_LARGE', `The request has more than ${maxHeaders} headers.`);
    }
    this.#hosts.check(request);
    this.#origins.check(request);
    const route = this.#byPath.get(request.atMountPoint ? this.path : request.path);
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
