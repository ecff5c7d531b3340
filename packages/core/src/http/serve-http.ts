import { Lifetime } from '../call/lifetime.js';
import { untilEnd } from '../call/until-end.js';
import { ToolgateError } from '../errors/toolgate-error.js';
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
 * Streamable HTTP (MCP 2025-11-25 and 2026-07-28, transports). A request is in flight from its headers to the last byte of
 * its answer. Rejects only when an answer cannot be written.
 */
export async function serveHttp(
  runtime: Runtime,
  endpoint: Endpoint,
  request: IncomingHttp,
  response: HttpResponse,
): Promise<void> {
  const lifetime = new Lifetime();
  runtime.activity.enter(lifetime);
  try {
    let finish: Finish;
    try {
      finish = await untilEnd(lifetime, receive({ runtime, endpoint, request, response, lifetime }));
    } catch (error) {
      // A client that has gone needs no refusal.
      finish = isOwnCancellation(error, lifetime) ? () => response.fail() : () => refuse(runtime, response, error);
    }
    await finish();
  } finally {
    runtime.activity.leave(lifetime);
  }
}

/** Writes the response. What is thrown before it exists is refused with an answer of its own. */
export type Finish = () => void | Promise<void>;

/** One HTTP request on its way. */
export interface HttpExchange {
  readonly runtime: Runtime;
  readonly endpoint: Endpoint;
  readonly request: IncomingHttp;
  readonly response: HttpResponse;
  readonly lifetime: Lifetime;
}

async function receive(exchange: HttpExchange): Promise<Finish> {
  const { runtime, endpoint, request, response, lifetime } = exchange;
  const { method } = request;
  const route = endpoint.admit(request);
  if (endpoint.isPreflight(request)) return () => response.send(204, endpoint.preflightHeaders(request), '');
  runtime.activity.assertRoom();
  const caller = await identifyCaller(exchange);
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
