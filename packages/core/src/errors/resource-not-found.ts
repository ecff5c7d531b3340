import { ProtocolError } from './protocol-error.js';

/** There is no such resource, or none that this caller may know of. */
export function resourceNotFound(uri: string): ProtocolError {
  return new ProtocolError('RESOURCE_NOT_FOUND', 'Resource not found', { uri: uri.slice(0, 8_192) });
}
