import { callerNetwork } from './address.js';
import type { Principal } from './principal.js';

/** Which family of protocol revisions a message belongs to: with sessions (2025) or stateless (2026). */
export type Era = '2025' | '2026';

/** `custom` is a transport of the SDK or of the host's own. */
export type TransportName = 'http' | 'stdio' | 'custom';

/** Where a message comes from. Anonymous where there is no principal. */
export interface Caller {
  readonly principal: Principal | undefined;
  /** IP address of the client behind trusted proxies; undefined on stdio and where a host gave none. */
  readonly address: string | undefined;
  /** Id of the session, which a client mints at will: never a key of limits or caches. */
  readonly session: string | undefined;
  readonly transport: TransportName;
  readonly era: Era;
}

/** Whether a caller can be told from others: limits for each caller hold for nobody else. */
export function isKnownCaller({ principal, address, transport }: Caller): boolean {
  return principal !== undefined || address !== undefined || transport !== 'http';
}

/** Key under which a caller is counted: the principal, else the network of the address (IPv6 by /64), else the transport. */
export function callerKey(caller: Caller): string {
  if (caller.principal !== undefined) return caller.principal.id;
  return caller.address === undefined ? `transport:${caller.transport}` : `address:${callerNetwork(caller.address)}`;
}
