import { ProtocolError } from '../../errors/protocol-error.js';
import type { Era } from '../../identity/caller.js';
import type { JsonRpcMessage, RequestMessage } from '../json-rpc-message.js';
import { missingMetadata, readEnvelope } from './envelope.js';
import { headerMismatch, quote } from './header-mismatch.js';
import { hasModernClaim } from './modern-claim.js';
import { isModernVersion } from './modern-revision.js';
import { trimBlanks } from './trim-blanks.js';

/**
 * The era a message belongs to. Its body decides; `MCP-Protocol-Version` only cross-checks, and decides for a notification
 * without a claim. Throws HEADER_MISMATCH or INVALID_ENVELOPE where they disagree and no era could answer.
 */
export function classifyMessage(message: JsonRpcMessage, headerRevision: string | undefined): Era {
  if (message.kind === 'response') return '2025';
  if (message.kind === 'request' && message.method === 'initialize') return classifyInitialize(message, headerRevision);
  if (hasModernClaim(message.params)) return '2026';
  if (!namesModern(headerRevision)) return '2025';
  if (message.kind === 'notification') return '2026';
  throw new ProtocolError('INVALID_ENVELOPE', missingMetadata);
}

/** `initialize` opens a 2025 session, unless a valid envelope makes it a method that 2026-07-28 does not know. */
function classifyInitialize({ params }: RequestMessage, headerRevision: string | undefined): Era {
  if (hasModernClaim(params)) {
    const envelope = readEnvelope(params);
    if (typeof envelope !== 'string' && isModernVersion(envelope.protocolVersion)) return '2026';
  }
  if (!namesModern(headerRevision)) return '2025';
  throw headerMismatch(
    `MCP-Protocol-Version is ${quote(headerRevision)}, which has no initialize: leave it out, or call server/discover`,
  );
}

function namesModern(headerRevision: string | undefined): headerRevision is string {
  return headerRevision !== undefined && isModernVersion(trimBlanks(headerRevision));
}
