import { modernCapabilities } from '../capabilities.js';
import type { MethodRequest } from '../method.js';
import { supportedRevisions } from '../revisions.js';

/** `server/discover`: what the server speaks and offers, without a handshake. */
export function serverDiscover({ runtime }: MethodRequest): string {
  const { instructions } = runtime.info;
  const result = {
    supportedVersions: supportedRevisions,
    capabilities: modernCapabilities(runtime),
    ...(instructions === undefined ? {} : { instructions }),
    ttlMs: 0,
    cacheScope: 'private',
  };
  return runtime.modern.complete(JSON.stringify(result));
}
