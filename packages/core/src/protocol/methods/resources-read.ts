import type { Awaitable } from '../../call/awaitable.js';
import { isResourceResult, type Result } from '../../call/result.js';
import { clientChannelOf } from '../channel/client-channel-of.js';
import { findResource } from '../find-resource.js';
import { invoke } from '../invoke.js';
import type { MethodRequest } from '../method.js';
import { resultText } from '../result-text.js';

/** `resources/read`: a static resource, or one of a template with the variables of its URI. */
export function resourcesRead(request: MethodRequest): Awaitable<string> {
  const { resource, variables, uri } = findResource(request);
  const channel = clientChannelOf(request);
  const { name } = resource.operation;
  const encode = (result: Result): string => {
    if (!isResourceResult(result)) throw new TypeError(`a plugin answered ${name} with something that is no resource`);
    if (request.connection.envelope === undefined) return resultText(result, request, name);
    return resultText({ ...result, ttlMs: 0, cacheScope: 'private' }, request, name);
  };
  return invoke(request, { compiled: resource, input: variables, uri, channel, encode });
}
