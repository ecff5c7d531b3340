import { TimeoutQueue } from '../call/timeout-queue.js';
import { publicError } from '../errors/public-error.js';
import { UnavailableError } from '../errors/toolgate-error.js';
import { trustedProxies } from '../identity/address.js';
import type { Runtime } from '../server/runtime.js';
import type { FetchHandler, HttpHandler } from '../server/server.js';
import type { ServerOptions } from '../server/server-options.js';
import { type EndpointSetting, serveHttp } from './endpoint.js';
import { FetchRequest } from './fetch-request.js';
import { FetchResponse } from './fetch-response.js';
import { HostPolicy } from './host-policy.js';
import type { IncomingHttp } from './http-request.js';
import type { HttpResponse } from './http-response.js';
import { NodeRequest } from './node-request.js';
import { NodeResponse } from './node-response.js';
import { OriginPolicy } from './origin-policy.js';
import { refuse } from './refuse.js';

const bodyTimeoutMs = 30_000;

export interface HttpBindings {
  readonly handler: HttpHandler;
  readonly fetch: FetchHandler;
}

/** The two ways into the endpoint. Requests that come before the start has finished wait for it. Throws a TypeError for wrong options. */
export function bindHttp(options: ServerOptions, runtime: Runtime, started: () => Promise<void>): HttpBindings {
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl);
  const authenticated = runtime.authentication.required;
  const setting: EndpointSetting = {
    path: options.path ?? '/mcp',
    hosts: new HostPolicy({ allowedHosts: options.allowedHosts ?? [], publicUrl, authenticated }),
    origins: new OriginPolicy(options.allowedOrigins ?? [], publicUrl),
  };
  const proxies = trustedProxies(options.trustedProxies);
  const bodyTimeouts = new TimeoutQueue(runtime.clock, bodyTimeoutMs);
  let ready = false;
  const serve = async (request: IncomingHttp, response: HttpResponse): Promise<void> => {
    if (!ready) {
      try {
        await started();
        ready = true;
      } catch (error) {
        const { message } = publicError(error, 'The start of the server', runtime.log);
        return refuse(runtime, response, new UnavailableError(message));
      }
    }
    return serveHttp(runtime, setting, request, response);
  };
  // Only a response that cannot be written gets here, and then there is nobody to tell but the log.
  const failed = (error: unknown): void => runtime.log.error({ err: error }, 'a response could not be written');
  return {
    handler(message, response, next) {
      const request = new NodeRequest(message, proxies, bodyTimeouts);
      if (next !== undefined && request.path !== setting.path && !request.atMountPoint) next();
      else serve(request, new NodeResponse(response)).catch(failed);
    },
    async fetch(request, info) {
      const response = new FetchResponse();
      serve(new FetchRequest(request, info?.address), response).catch(failed);
      return response.ready;
    },
  };
}
