import type { MethodRequest } from '../method.js';

/** `resources/list`: the resources with a URI of their own that this caller may read, a page at a time. */
export function resourcesList(request: MethodRequest): string {
  return request.runtime.lists.resources.page(request);
}
