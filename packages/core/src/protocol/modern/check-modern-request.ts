import type { RequestMessage } from '../json-rpc-message.js';
import { assertModernRevision } from './assert-modern-revision.js';
import { checkEnvelope, type Envelope } from './envelope.js';
import { checkNameHeader } from './name-header.js';
import { checkAgreement, checkPresence, type HeaderReader } from './routing-headers.js';

/**
 * What MCP 2026-07-28 demands of a request before anybody looks at its method: the envelope, headers that agree with it, a
 * version we serve, no header missing, in this order. Pass no `header` where the transport has none.
 */
export function checkModernRequest(message: RequestMessage, header: HeaderReader | undefined): Envelope {
  const envelope = checkEnvelope(message.params);
  const { protocolVersion } = envelope;
  if (header === undefined) {
    assertModernRevision(protocolVersion);
    return envelope;
  }
  const version = header('mcp-protocol-version');
  const method = header('mcp-method');
  checkAgreement('MCP-Protocol-Version', version, protocolVersion);
  checkAgreement('Mcp-Method', method, message.method);
  assertModernRevision(protocolVersion);
  checkPresence('MCP-Protocol-Version', version, protocolVersion);
  checkPresence('Mcp-Method', method, message.method);
  checkNameHeader(message, header);
  return envelope;
}
