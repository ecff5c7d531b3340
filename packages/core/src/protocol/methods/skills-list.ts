import type { MethodRequest } from '../method.js';

/** `skills/list` (SEP-2640): the skills this caller may read, each with its files and their digests, a page at a time. */
export function skillsList(request: MethodRequest): string {
  return request.runtime.lists.skills.page(request);
}
