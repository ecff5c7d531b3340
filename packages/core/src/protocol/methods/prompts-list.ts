import type { MethodRequest } from '../method.js';

/** `prompts/list`: the prompts this caller may use, a page at a time. */
export function promptsList(request: MethodRequest): string {
  return request.runtime.lists.prompts.page(request);
}
