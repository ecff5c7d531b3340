import type { ToolgateError } from '../errors/toolgate-error.js';
import type { CompiledOperation } from '../operation/compiled-operation.js';
import type { Operation } from '../operation/operation.js';
import type { MethodRequest } from './method.js';

/**
 * What a request names, where this caller may use it. Throws `unknown()` where there is no such thing or the caller may not
 * know of it, but asks a caller who presented nothing for a credential, and tells one what is missing where that is no secret.
 */
export function allowedOperation<Found>(
  { runtime: { access, authentication }, connection: { caller } }: MethodRequest,
  found: Found | undefined,
  operationOf: (found: Found) => Operation,
  unknown: () => ToolgateError,
): Found {
  if (found !== undefined) {
    const operation = operationOf(found);
    if (access.allows(operation, caller)) return found;
    const missing = access.missing(operation, caller);
    if (missing !== undefined) throw authentication.insufficient(operation.name, missing, caller);
  }
  authentication.assertKnown(caller);
  throw unknown();
}

export function operationOf({ operation }: CompiledOperation): Operation {
  return operation;
}
