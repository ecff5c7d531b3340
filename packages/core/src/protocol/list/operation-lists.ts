import type { Access } from '../../identity/access.js';
import type { CompiledOperation } from '../../operation/compiled-operation.js';
import type { CompiledSkill } from '../../operation/skill/compile-skill.js';
import type { Registries } from '../../registry/registries.js';
import type { Revision } from '../revisions.js';
import { OperationList } from './operation-list.js';

/** The lists that clients can ask for. */
export interface OperationLists {
  readonly tools: OperationList;
  readonly resources: OperationList;
  readonly resourceTemplates: OperationList;
  readonly prompts: OperationList;
  readonly skills: OperationList<CompiledSkill>;
}

/** Skills on a page: each names its files, 512 of them at the most. */
const skillsOnPage = 100;

export function operationLists(registries: Registries, access: Access, pageSize: number): OperationLists {
  const list = (key: string, entries: () => readonly CompiledOperation[]): OperationList =>
    new OperationList({ key, entries, text: descriptorText, access, pageSize });
  return {
    tools: list('tools', () => registries.tools.enabled),
    resources: list('resources', () => registries.resourceIndex.resources),
    resourceTemplates: list('resourceTemplates', () => registries.resourceIndex.templates),
    prompts: list('prompts', () => registries.prompts.enabled),
    skills: new OperationList({
      key: 'skills',
      entries: () => registries.skills.enabled,
      text: ({ entry }) => entry,
      access,
      pageSize: Math.min(pageSize, skillsOnPage),
    }),
  };
}

function descriptorText({ descriptor }: CompiledOperation, revision: Revision): string {
  return descriptor[revision];
}
