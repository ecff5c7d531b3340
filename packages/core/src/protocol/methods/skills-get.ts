import { ToolgateError } from '../../errors/toolgate-error.js';
import { allowedOperation, operationOf } from '../allowed-operation.js';
import type { MethodRequest } from '../method.js';
import { uriParam } from '../uri-param.js';

/** `skills/get` (SEP-2640): one skill, by the URI of its `SKILL.md`. Throws INVALID_PARAMS, also where this caller may not know of it. */
export function skillsGet(request: MethodRequest): string {
  const { runtime, message } = request;
  const uri = uriParam(message);
  const unknown = () => new ToolgateError('INVALID_PARAMS', `There is no skill at ${uri}`);
  const { entry } = allowedOperation(request, runtime.registries.skillIndex.skill(uri), operationOf, unknown);
  return runtime.modern.complete(`{"skill":${entry},"ttlMs":0,"cacheScope":"private"}`);
}
