import { ToolgateError } from '../../errors/toolgate-error.js';
import type { FoundDirectory } from '../../registry/skill-index.js';
import { allowedOperation } from '../allowed-operation.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import type { MethodRequest } from '../method.js';
import { uriParam } from '../uri-param.js';

/** `resources/directory/read` (SEP-2640): what is in a folder of a skill, but not below that, a page at a time. */
export function resourcesDirectoryRead(request: MethodRequest): string {
  const { runtime, message } = request;
  const uri = uriParam(message);
  const { children } = findDirectory(request, uri);
  const start = decodeCursor(uri, message.params.cursor);
  const end = start + runtime.limits.page;
  const next = end < children.length ? `,"nextCursor":${JSON.stringify(encodeCursor(uri, end))}` : '';
  const list = `"resources":[${children.slice(start, end).join(',')}]${next}`;
  return runtime.modern.complete(`{${list},"ttlMs":0,"cacheScope":"private"}`);
}

/** Throws INVALID_PARAMS, also where this caller may not know of it. */
function findDirectory(request: MethodRequest, uri: string): FoundDirectory {
  const found = request.runtime.registries.skillIndex.directory(uri);
  const unknown = () => new ToolgateError('INVALID_PARAMS', `There is no directory at ${uri}`);
  return allowedOperation(request, found, ({ skill }) => skill.operation, unknown);
}
