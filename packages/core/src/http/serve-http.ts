import { type Awaitable, andThen, isPromise } from '../call/awaitable.js';
import type { Lifetime } from '../call/lifetime.js';
import { untilEnd } from '../call/until-end.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { Caller } from '../identity/caller.js';
import { isOwnCancellation } from '../protocol/cancelled.js';
import type { Runtime } from '../server/runtime.js';
import { deleteSession } from './delete-session.js';
import type { Endpoint, Route } from './endpoint.js';
import { getStream } from './get-stream.js';
import type { IncomingHttp } from './http-request.js';
import type { HttpResponse } from './http-response.js';
import { identifyCaller } from './identify-caller.js';
import { postMessage } from './post-message.js';
import { refuse } from './refuse.js';
import { openSse } from './sse/open-sse.js';
import { postSse } from './sse/post-sse.js';

/**
 * Streamable HTTP (MCP 2025-11-25 and 2026-07-28, transports), once the server has started. A request is in flight from its
 * headers to the last byte of its answer. Never rejects.
 */
export async function serveHttp(exchange: HttpExchange, started: Promise<void> | undefined): Promise<void> {
  const { runtime, response, lifetime } = exchange;
  runtime.activity.enter(lifetime);
  try {
    let finish: Finish;
    try {
      if (started !== undefined) await untilEnd(lifetime, started);
      finish = await receive(exchange);
      if (lifetime.aborted) throw lifetime.reason;
    } catch (error) {
      // A client that has gone needs no refusal.
      finish = isOwnCancellation(error, lifetime) ? () => response.fail() : () => refuse(runtime, response, error);
    }
    const finished = finish();
    if (finished !== undefined) await finished;
  } catch (error) {
    runtime.log.error({ err: error }, 'a response could not be written');
    response.fail();
  } finally {
    runtime.activity.leave(lifetime);
  }
}

/** Writes the response. What is thrown before it exists is refused with an answer of its own. */
export type Finish = () => Awaitable<void>;

/** One HTTP request on its way. */
export interface HttpExchange {
  readonly runtime: Runtime;
  readonly endpoint: Endpoint;
  readonly request: IncomingHttp;
  readonly response: HttpResponse;
  readonly lifetime: Lifetime;
}

function receive(exchange: HttpExchange): Awaitable<Finish> {
  const { runtime, endpoint, request, response, lifetime } = exchange;
  const route = endpoint.admit(request);
  if (endpoint.isPreflight(request)) return () => response.send(204, endpoint.preflightHeaders(request), '');
  runtime.activity.assertRoom();
  const caller = identifyCaller(exchange);
  return andThen(isPromise(caller) ? untilEnd(lifetime, caller) : caller, (known) => take(exchange, route, known));
}

function take(exchange: HttpExchange, route: Route, caller: Caller): Awaitable<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  const { method } = request;
  runtime.activity.claim(lifetime, caller);
  if (route === 'messages' && method === 'POST') return postSse(exchange, caller);
  if (route === 'sse' && method === 'GET') return openSse(exchange, caller);
  if (route === 'mcp' && method === 'POST') return postMessage(exchange, caller);
  if (route === 'mcp' && method === 'GET' && runtime.keepsSessions) return getStream(exchange, caller);
  if (route === 'mcp' && method === 'DELETE' && runtime.keepsSessions) return deleteSession(exchange, caller);
  const methods = allowedMethods(route, runtime.keepsSessions);
  response.addHeaders(['allow', methods.join(', ')]);
  throw new ToolgateError('METHOD_NOT_ALLOWED', `${method} is not served here: use ${methods.join(' or ')}.`);
}

function allowedMethods(route: Route, keepsSessions: boolean): readonly string[] {
  if (route === 'sse') return ['GET'];
  return route === 'mcp' && keepsSessions ? ['POST', 'GET', 'DELETE'] : ['POST'];
}
