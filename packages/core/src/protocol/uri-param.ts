import { ToolgateError } from '../errors/toolgate-error.js';
import type { RequestMessage } from './json-rpc-message.js';

const maxUriLength = 8_192;

/** The param `uri` of a request. Throws INVALID_PARAMS where it is missing, no text, or too long. */
export function uriParam({ params: { uri } }: RequestMessage): string {
  if (typeof uri === 'string' && uri.length <= maxUriLength) return uri;
  throw new ToolgateError('INVALID_PARAMS', `"uri" must be a string of up to ${maxUriLength} characters.`);
}
