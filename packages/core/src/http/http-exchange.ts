import type { Awaitable } from '../call/awaitable.js';
import type { Lifetime } from '../call/lifetime.js';
import type { Runtime } from '../server/runtime.js';
import type { Endpoint } from './endpoint.js';
import type { IncomingHttp } from './http-request.js';
import type { HttpResponse } from './http-response.js';

/** One HTTP request on its way. */
export interface HttpExchange {
  readonly runtime: Runtime;
  readonly endpoint: Endpoint;
  readonly request: IncomingHttp;
  readonly response: HttpResponse;
  readonly lifetime: Lifetime;
}

/** Writes the response. What is thrown before it exists is refused with an answer of its own. */
export type Finish = () => Awaitable<void>;
