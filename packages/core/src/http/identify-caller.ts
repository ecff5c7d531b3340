import { bounded } from '../call/bounded.js';
import type { Caller } from '../identity/caller.js';
import type { HttpExchange } from './serve-http.js';

/** Who sends a request, before a byte of its body is read. Throws where a plugin refuses it, or nobody vouches for the caller. */
export async function identifyCaller({ runtime, request }: HttpExchange): Promise<Caller> {
  for (const plugin of runtime.admitting) {
    await bounded(plugin.admit?.(request), runtime.pluginTimeouts, plugin.name);
  }
  const { authentication, registries } = runtime;
  const { address } = request;
  const principal = await authentication.identify((name) => request.header(name), address);
  if (principal === undefined && authentication.required && !registries.anyPublic)
    throw authentication.missing(address);
  return { principal, address, session: undefined, transport: 'http', era: '2025' };
}
