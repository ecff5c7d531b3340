import type { Implementation, LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import { ProtocolError } from '../../errors/protocol-error.js';
import type { RequestId } from '../json-rpc-message.js';
import { isLoggingLevel, loggingLevels } from '../logging-level.js';
import { isObject, isRequestId, maxIdLength } from '../parse-message.js';
import { isModernCapabilities, type ModernCapabilities } from './client-capabilities.js';
import { isImplementation } from './implementation.js';
import { metaKeys } from './modern-revision.js';

/** What every request of 2026-07-28 says about itself in `params._meta`. */
export interface Envelope {
  /** As the client spells it: a version that is served only once assertModernRevision has passed it. */
  readonly protocolVersion: string;
  readonly clientCapabilities: ModernCapabilities;
  /** Whatever the client calls itself; proves nothing. */
  readonly clientInfo: Implementation | undefined;
  /** Least severe level of the log messages it wants; none where undefined. */
  readonly logLevel: LoggingLevel | undefined;
  readonly progressToken: RequestId | undefined;
}

/** What a request is told that has no envelope at all. */
export const missingMetadata = `Missing request metadata: params._meta must have "${metaKeys.protocolVersion}" and "${metaKeys.clientCapabilities}".`;

/** The envelope of a request. Throws INVALID_ENVELOPE with a sentence that names the key. */
export function checkEnvelope(params: Readonly<Record<string, unknown>>): Envelope {
  const envelope = readEnvelope(params);
  if (typeof envelope === 'string') throw new ProtocolError('INVALID_ENVELOPE', envelope);
  return envelope;
}

/** The envelope of a request, or the sentence that says which key of it is missing or malformed. */
export function readEnvelope(params: Readonly<Record<string, unknown>>): Envelope | string {
  const { _meta: meta } = params;
  if (!isObject(meta)) return missingMetadata;
  const protocolVersion = meta[metaKeys.protocolVersion];
  const clientCapabilities = meta[metaKeys.clientCapabilities];
  const clientInfo = meta[metaKeys.clientInfo];
  const logLevel = meta[metaKeys.logLevel];
  const { progressToken } = meta;
  if (typeof protocolVersion !== 'string') return wrong(metaKeys.protocolVersion, protocolVersion, 'a string');
  if (!isModernCapabilities(clientCapabilities)) {
    return wrong(metaKeys.clientCapabilities, clientCapabilities, 'an object of capabilities, or {}');
  }
  if (clientInfo !== undefined && !isImplementation(clientInfo)) {
    return wrong(metaKeys.clientInfo, clientInfo, 'an object with a name and a version, or left out');
  }
  if (logLevel !== undefined && !isLoggingLevel(logLevel)) {
    return wrong(metaKeys.logLevel, logLevel, `one of ${loggingLevels.join(', ')}`);
  }
  if (progressToken !== undefined && !isRequestId(progressToken)) {
    return wrong('progressToken', progressToken, `an integer or a string of up to ${maxIdLength} characters`);
  }
  return { protocolVersion, clientCapabilities, clientInfo, logLevel, progressToken };
}

function wrong(key: string, value: unknown, expected: string): string {
  const fault = value === undefined ? 'Missing' : 'Malformed';
  return `${fault} request metadata: "${key}" of params._meta must be ${expected}.`;
}
