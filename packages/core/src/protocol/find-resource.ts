import { resourceNotFound } from '../errors/resource-not-found.js';
import type { FoundResource } from '../registry/resource-index.js';
import type { MethodRequest } from './method.js';
import { uriParam } from './uri-param.js';

/** The resource that a request names by `uri`. Throws RESOURCE_NOT_FOUND, also where this caller may not know of it. */
export function findResource({
  runtime,
  message,
  connection,
}: MethodRequest): FoundResource & { readonly uri: string } {
  const uri = uriParam(message);
  const { access, registries } = runtime;
  const found = registries.resourceIndex.find(uri, ({ operation }) => access.allows(operation, connection.caller));
  if (found !== undefined) return { ...found, uri };
  runtime.authentication.assertKnown(connection.caller);
  throw resourceNotFound(uri);
}
