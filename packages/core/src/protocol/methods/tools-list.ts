import type { MethodRequest } from '../method.js';

/** `tools/list`: the tools this caller may use, a page at a time. */
export function toolsList(request: MethodRequest): string {
  return request.runtime.lists.tools.page(request);
}
