import type { Awaitable } from '../call/awaitable.js';
import type { Caller } from '../identity/caller.js';
import type { App } from '../plugin/app.js';
import type { Runtime } from '../server/runtime.js';
import type { ServerOptions } from '../server/server-options.js';
import { deleteSession } from './delete-session.js';
import { getStream } from './get-stream.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import { pluginRoute } from './plugin-route.js';
import { postMessage } from './post-message.js';
import { openSse } from './sse/open-sse.js';
import { postSse } from './sse/post-sse.js';

/** Answers one request of a caller who may be anonymous. */
export type Serve = (exchange: HttpExchange, caller: Caller) => Awaitable<Finish>;

/** What is served at a path, by method. */
export interface ServedRoute {
  readonly path: string;
  /** Whether it is open to everybody: credentials are not even looked at. */
  readonly public: boolean;
  readonly methods: ReadonlyMap<string, Serve>;
}

/** Paths of HTTP+SSE. */
export interface SsePaths {
  readonly sse: string;
  readonly messages: string;
}

/** Where HTTP+SSE is served, undefined where it is not. */
export function ssePaths({ legacySse = false }: ServerOptions): SsePaths | undefined {
  if (legacySse === false) return undefined;
  const { sse = '/sse', messages = '/messages' } = legacySse === true ? {} : legacySse;
  return { sse, messages };
}

/** All that is served, the endpoint first. Throws a TypeError where two are at one path. */
export function servedRoutes(
  options: ServerOptions,
  { keepsSessions, plugins }: Runtime,
  app: App,
): readonly ServedRoute[] {
  const sessions: readonly (readonly [string, Serve])[] = keepsSessions
    ? [
        ['GET', getStream],
        ['DELETE', deleteSession],
      ]
    : [];
  const routes: ServedRoute[] = [
    { path: app.path, public: false, methods: new Map([['POST', postMessage], ...sessions]) },
  ];
  const legacy = ssePaths(options);
  if (legacy !== undefined) {
    routes.push({ path: legacy.sse, public: false, methods: new Map([['GET', openSse]]) });
    routes.push({ path: legacy.messages, public: false, methods: new Map([['POST', postSse]]) });
  }
  for (const plugin of plugins) {
    for (const route of plugin.routes?.(app) ?? []) routes.push(pluginRoute(plugin.name, route));
  }
  for (const [index, { path }] of routes.entries()) {
    if (routes.findIndex((other) => other.path === path) === index) continue;
    throw new TypeError(
      `Two things are served at ${path}: give path, legacySse and the routes of plugins paths that differ.`,
    );
  }
  return routes;
}
