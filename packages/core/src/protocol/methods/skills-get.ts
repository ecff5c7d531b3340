import { ToolgateError } from '../../errors/toolgate-error.js';
import type { MethodRequest } from '../method.js';
import { uriParam } from '../uri-param.js';

/** `skills/get` (SEP-2640): one skill, by the URI of its `SKILL.md`. Throws INVALID_PARAMS, also where this caller may not know of it. */
export function skillsGet({ runtime, message, connection }: MethodRequest): string {
  const uri = uriParam(message);
  const skill = runtime.registries.skillIndex.skill(uri);
  if (skill !== undefined && runtime.access.allows(skill.operation, connection.caller)) {
    return runtime.modern.complete(`{"skill":${skill.entry},"ttlMs":0,"cacheScope":"private"}`);
  }
  runtime.authentication.assertKnown(connection.caller);
  throw new ToolgateError('INVALID_PARAMS', `There is no skill at ${uri}`);
}
