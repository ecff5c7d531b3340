import { type Awaitable, andThen, inTurn } from '../call/awaitable.js';
import { bounded } from '../call/bounded.js';
import type { Caller } from '../identity/caller.js';
import type { HttpExchange } from './http-exchange.js';
import type { ServedRoute } from './served-route.js';

/** Who sends a request, before a byte of its body is read. Throws where a plugin refuses it, or nobody vouches for the caller. */
export function identifyCaller(exchange: HttpExchange, route: ServedRoute): Awaitable<Caller> {
  const { runtime, request } = exchange;
  if (runtime.admitting.length === 0) return identify(exchange, route);
  const admitted = inTurn(runtime.admitting, (plugin) =>
    bounded(plugin.admit?.(request), runtime.pluginTimeouts, plugin.name),
  );
  return andThen(admitted, () => identify(exchange, route));
}

function identify({ runtime, request }: HttpExchange, route: ServedRoute): Awaitable<Caller> {
  const { authentication, registries } = runtime;
  const { address } = request;
  if (route.public) return { principal: undefined, address, session: undefined, transport: 'http', era: '2025' };
  return andThen(authentication.identify(request), (principal) => {
    if (principal === undefined && authentication.required && !registries.anyPublic) {
      throw authentication.missing(address);
    }
    return { principal, address, session: undefined, transport: 'http', era: '2025' };
  });
}
