import { resourceNotFound } from '../errors/resource-not-found.js';
import type { Caller } from '../identity/caller.js';
import type { FoundResource } from '../registry/resource-index.js';
import type { Runtime } from '../server/runtime.js';
import { allowedOperation } from './allowed-operation.js';
import type { MethodRequest } from './method.js';
import { uriParam } from './uri-param.js';

/** The resource that a request names by `uri`. Throws RESOURCE_NOT_FOUND, also where this caller may not know of it. */
export function findResource(request: MethodRequest): FoundResource & { readonly uri: string } {
  const uri = uriParam(request.message);
  const named = request.runtime.registries.resourceIndex.find(uri);
  const found = allowedOperation(
    request,
    named,
    ({ resource }) => resource.operation,
    () => resourceNotFound(uri),
  );
  return { ...found, uri };
}

/** Whether a caller may read what a URI names, and so hear of its updates. */
export function mayRead(
  { registries, access }: Pick<Runtime, 'registries' | 'access'>,
  uri: string,
  caller: Caller,
): boolean {
  const found = registries.resourceIndex.find(uri);
  return found !== undefined && access.allows(found.resource.operation, caller);
}
