import { ToolgateError } from '../errors/toolgate-error.js';
import type { RequestId } from './json-rpc-message.js';
import { isObject, isRequestId, maxIdLength } from './parse-message.js';

/** The token under which a client wants to hear of progress. Throws INVALID_PARAMS for one that is no id. */
export function progressTokenOf(params: Readonly<Record<string, unknown>>): RequestId | undefined {
  const { _meta: meta = {} } = params;
  if (!isObject(meta)) throw new ToolgateError('INVALID_PARAMS', '"_meta" must be an object.');
  const { progressToken } = meta;
  if (progressToken === undefined || isRequestId(progressToken)) return progressToken;
  throw new ToolgateError(
    'INVALID_PARAMS',
    `"progressToken" must be an integer or a string of up to ${maxIdLength} characters.`,
  );
}
