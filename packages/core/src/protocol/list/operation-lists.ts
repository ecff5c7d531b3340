import type { Access } from '../../identity/access.js';
import type { CompiledOperation } from '../../operation/compiled-operation.js';
import type { Registries } from '../../registry/registries.js';
import { OperationList } from './operation-list.js';

/** The lists that clients can ask for. */
export interface OperationLists {
  readonly tools: OperationList;
  readonly resources: OperationList;
  readonly resourceTemplates: OperationList;
  readonly prompts: OperationList;
}

export function operationLists(registries: Registries, access: Access, pageSize: number): OperationLists {
  const list = (key: string, entries: () => readonly CompiledOperation[]): OperationList =>
    new OperationList({ key, entries, access, pageSize });
  return {
    tools: list('tools', () => registries.tools.enabled),
    resources: list('resources', () => registries.resourceIndex.resources),
    resourceTemplates: list('resourceTemplates', () => registries.resourceIndex.templates),
    prompts: list('prompts', () => registries.prompts.enabled),
  };
}
