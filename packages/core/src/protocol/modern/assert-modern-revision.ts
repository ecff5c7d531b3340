import { ProtocolError } from '../../errors/protocol-error.js';
import { supportedRevisions } from '../revisions.js';
import { modernRevision } from './modern-revision.js';

const shown = 64;

/** Throws UNSUPPORTED_PROTOCOL_VERSION, with all that are served, unless `version` is the one without a handshake. */
export function assertModernRevision(version: string): void {
  if (version === modernRevision) return;
  const requested = version.slice(0, shown);
  throw new ProtocolError(
    'UNSUPPORTED_PROTOCOL_VERSION',
    `Unsupported protocol version: ${requested}. Ask for ${modernRevision}.`,
    { supported: supportedRevisions, requested },
  );
}
