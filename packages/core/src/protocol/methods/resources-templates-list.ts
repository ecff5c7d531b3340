import type { MethodRequest } from '../method.js';

/** `resources/templates/list`: the templates of resources that this caller may read, a page at a time. */
export function resourcesTemplatesList(request: MethodRequest): string {
  return request.runtime.lists.resourceTemplates.page(request);
}
