import { ProtocolError } from './protocol-error.js';

/** The client did not declare what a question needs. `required` is the capability as a client declares it. */
export function missingCapability(
  operation: string,
  what: string,
  required: Readonly<Record<string, unknown>>,
): ProtocolError {
  const message = `${operation} must ask the client to ${what}, and the client did not declare that it can: use a client that does.`;
  return new ProtocolError('MISSING_CLIENT_CAPABILITY', message, { requiredCapabilities: required });
}
