import { Lifetime } from '../call/lifetime.js';
import { TimeoutQueue } from '../call/timeout-queue.js';
import { publicError } from '../errors/public-error.js';
import { type ToolgateError, UnavailableError } from '../errors/toolgate-error.js';
import { trustedProxies } from '../identity/address.js';
import type { CompiledServer } from '../server/compile-server.js';
import type { RouteInfo } from '../server/route-info.js';
import type { Runtime } from '../server/runtime.js';
import type { FetchHandler, HttpHandler } from '../server/server.js';
import type { ServerOptions } from '../server/server-options.js';
import { Endpoint } from './endpoint.js';
import { FetchRequest } from './fetch-request.js';
import { FetchResponse } from './fetch-response.js';
import type { IncomingHttp } from './http-request.js';
import type { HttpResponse } from './http-response.js';
import { NodeRequest } from './node-request.js';
import { NodeResponse } from './node-response.js';
import { serveHttp } from './serve-http.js';

/** How long a client may take to send its body, and how long it may take nothing of an answer. */
const clientTimeoutMs = 30_000;

export interface HttpBindings {
  /** Path of the endpoint. */
  readonly path: string;
  readonly routes: readonly RouteInfo[];
  readonly handler: HttpHandler;
  readonly fetch: FetchHandler;
}

/** The two ways into the endpoint. Requests that come before the start has finished wait for it. Throws a TypeError for wrong options. */
export function bindHttp(
  options: ServerOptions,
  { app, runtime }: CompiledServer,
  started: () => Promise<void>,
): HttpBindings {
  const endpoint = new Endpoint(options, runtime, app);
  const proxies = trustedProxies(options.trustedProxies);
  const timeouts = new TimeoutQueue(runtime.clock, clientTimeoutMs);
  let ready = false;
  let refusal: ToolgateError | undefined;
  const begin = async (): Promise<void> => {
    try {
      await started();
      ready = true;
    } catch (error) {
      // Said once in the log, and to every request that comes.
      refusal ??= startRefusal(error, runtime);
      throw refusal;
    }
  };
  const serve = (request: IncomingHttp, response: HttpResponse): void => {
    response.addHeaders(endpoint.answerHeaders(request));
    void serveHttp({ runtime, endpoint, request, response, lifetime: new Lifetime() }, ready ? undefined : begin());
  };
  return {
    path: endpoint.path,
    routes: endpoint.routes.map(({ path, methods, public: open }) => ({
      path,
      methods: [...methods.keys()],
      public: open,
    })),
    handler(message, response, next) {
      const request = new NodeRequest(message, proxies, timeouts);
      if (next !== undefined && !endpoint.serves(request)) return next();
      request.open();
      serve(request, new NodeResponse(response, timeouts));
    },
    async fetch(request, info) {
      const response = new FetchResponse(request.signal);
      serve(new FetchRequest(request, info?.address, timeouts), response);
      return response.ready;
    },
  };
}

function startRefusal(error: unknown, { log }: Runtime): ToolgateError {
  return new UnavailableError(publicError(error, 'The start of the server', log).message);
}
