import { type Awaitable, andThen, isPromise } from '../call/awaitable.js';
import { untilEnd } from '../call/until-end.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { Caller } from '../identity/caller.js';
import { isOwnCancellation } from '../protocol/cancelled.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import { identifyCaller } from './identify-caller.js';
import { refuse } from './refuse.js';
import type { ServedRoute } from './served-route.js';

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
      finish = isOwnCancellation(error, lifetime) ? () => response.fail() : () => refuse(exchange, error);
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

function receive(exchange: HttpExchange): Awaitable<Finish> {
  const { runtime, endpoint, request, response, lifetime } = exchange;
  const route = endpoint.admit(request);
  if (endpoint.isPreflight(request)) return () => response.send(204, endpoint.preflightHeaders(request), '');
  runtime.activity.assertRoom();
  const caller = identifyCaller(exchange, route);
  return andThen(isPromise(caller) ? untilEnd(lifetime, caller) : caller, (known) => take(exchange, route, known));
}

function take(exchange: HttpExchange, route: ServedRoute, caller: Caller): Awaitable<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  runtime.activity.claim(lifetime, caller);
  const serve = route.methods.get(request.method);
  if (serve !== undefined) return serve(exchange, caller);
  const methods = [...route.methods.keys()];
  response.addHeaders(['allow', methods.join(', ')]);
  throw new ToolgateError('METHOD_NOT_ALLOWED', `${request.method} is not served here: use ${methods.join(' or ')}.`);
}
