import { ProtocolError } from '../../errors/protocol-error.js';
import type { NotificationMessage } from '../json-rpc-message.js';
import { assertModernRevision } from './assert-modern-revision.js';
import { modernClaim } from './modern-claim.js';
import { metaKeys } from './modern-revision.js';
import { checkAgreement, type HeaderReader } from './routing-headers.js';
import { trimBlanks } from './trim-blanks.js';

/**
 * Checks the version a notification names, and that the headers it has agree with it: MCP 2026-07-28 demands neither. Throws
 * INVALID_ENVELOPE, HEADER_MISMATCH or UNSUPPORTED_PROTOCOL_VERSION.
 */
export function checkModernNotification(message: NotificationMessage, header: HeaderReader | undefined): void {
  const claim = modernClaim(message.params);
  const sent = header?.('mcp-protocol-version');
  if (claim !== undefined && typeof claim !== 'string') {
    throw new ProtocolError(
      'INVALID_ENVELOPE',
      `Malformed request metadata: "${metaKeys.protocolVersion}" of params._meta must be a string.`,
    );
  }
  if (claim !== undefined) checkAgreement('MCP-Protocol-Version', sent, claim);
  checkAgreement('Mcp-Method', header?.('mcp-method'), message.method);
  if (claim !== undefined) assertModernRevision(claim);
  else if (sent !== undefined) assertModernRevision(trimBlanks(sent));
}
