import { bounded } from '../call/bounded.js';
import { untilEnd } from '../call/until-end.js';
import type { Caller } from '../identity/caller.js';
import type { Route, RouteAnswer, RouteRequest } from '../plugin/route.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import type { ServedRoute } from './served-route.js';

/** A route of a plugin. Throws a TypeError that names the plugin for one that cannot be served. */
export function pluginRoute(plugin: string, route: Route): ServedRoute {
  const { path, handle } = route;
  if (typeof path !== 'string' || !/^\/[^?#\s]*$/.test(path)) {
    throw new TypeError(
      `Plugin ${plugin} has a route at ${JSON.stringify(path)}: use an absolute path such as "/metrics".`,
    );
  }
  if (typeof route.public !== 'boolean' || typeof handle !== 'function') {
    throw new TypeError(
      `Plugin ${plugin} has a route at ${path} without public or handle: say whether it is open, and what it answers.`,
    );
  }
  const serve = async (exchange: HttpExchange, caller: Caller): Promise<Finish> => {
    const { runtime, response, lifetime } = exchange;
    if (!route.public) runtime.authentication.assertKnown(caller);
    const answered = (async () => bounded(route.handle(requestOf(exchange, caller)), runtime.pluginTimeouts, plugin))();
    const answer = await untilEnd(lifetime, answered);
    return () => response.send(answer.status ?? 200, headersOf(answer), answer.body);
  };
  return { path, public: route.public, methods: new Map([['GET', serve]]) };
}

function requestOf({ endpoint, request }: HttpExchange, caller: Caller): RouteRequest {
  const { method, path, address } = request;
  const header = (name: string): string | undefined => request.header(name);
  return { method, path, address, header, caller, endpoint: endpoint.url(request) };
}

function headersOf({ type, headers = {} }: RouteAnswer): readonly string[] {
  return ['content-type', type, ...Object.entries(headers).flat()];
}
