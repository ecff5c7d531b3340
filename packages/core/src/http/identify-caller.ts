import { type Awaitable, andThen, inTurn } from '../call/awaitable.js';
import { bounded } from '../call/bounded.js';
import type { Caller } from '../identity/caller.js';
import type { HttpExchange } from './serve-http.js';

/** Who sends a request, before a byte of its body is read. Throws where a plugin refuses it, or nobody vouches for the caller. */
export function identifyCaller(exchange: HttpExchange): Awaitable<Caller> {
  const { runtime, request } = exchange;
  if (runtime.admitting.length === 0) return identify(exchange);
  const admitted = inTurn(runtime.admitting, (plugin) =>
    bounded(plugin.admit?.(request), runtime.pluginTimeouts, plugin.name),
  );
  return andThen(admitted, () => identify(exchange));
}

function identify({ runtime: { authentication, registries }, request }: HttpExchange): Awaitable<Caller> {
  const { address } = request;
  return andThen(authentication.identify(request), (principal) => {
    if (principal === undefined && authentication.required && !registries.anyPublic) {
      throw authentication.missing(address);
    }
    return { principal, address, session: undefined, transport: 'http', era: '2025' };
  });
}
