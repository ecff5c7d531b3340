import type { CompileSetting } from '../operation/compile-operation.js';
import type { CompiledOperation } from '../operation/compiled-operation.js';
import { type CompiledPrompt, compilePrompt } from '../operation/prompt/compile-prompt.js';
import type { PromptDefinition } from '../operation/prompt/prompt-options.js';
import { type CompiledResource, compileResource } from '../operation/resource/compile-resource.js';
import type { ResourceDefinition } from '../operation/resource/resource-options.js';
import { type CompiledSkill, compileSkill } from '../operation/skill/compile-skill.js';
import type { SkillDefinition } from '../operation/skill/skill-options.js';
import { type CompiledTool, compileTool } from '../operation/tool/compile-tool.js';
import type { ToolDefinition } from '../operation/tool/tool-options.js';
import { OperationNames } from './operation-names.js';
import { OperationRegistry } from './operation-registry.js';
import { ResourceIndex } from './resource-index.js';
import { SkillIndex } from './skill-index.js';

/** All operations of a server. */
export class Registries {
  readonly #names = new OperationNames();
  readonly tools = new OperationRegistry<ToolDefinition, CompiledTool>({
    kind: 'tool',
    names: this.#names,
    compile: compileTool,
  });
  readonly resources = new OperationRegistry<ResourceDefinition, CompiledResource>({
    kind: 'resource',
    names: this.#names,
    compile: compileResource,
    // Options are checked when they are compiled: until then a program without types may have given anything.
    address: ({ options }) => options?.uri ?? options?.template,
  });
  readonly prompts = new OperationRegistry<PromptDefinition, CompiledPrompt>({
    kind: 'prompt',
    names: this.#names,
    compile: compilePrompt,
  });
  readonly skills = new OperationRegistry<SkillDefinition, CompiledSkill>({
    kind: 'skill',
    names: this.#names,
    compile: compileSkill,
  });
  readonly #all = [this.tools, this.resources, this.prompts, this.skills] as const;
  #resourceIndex: ResourceIndex | undefined;
  #skillIndex: SkillIndex | undefined;
  #anyPublic: boolean | undefined;
  #largestRequest: number | undefined;
  #anyCompletion: boolean | undefined;
  #anyTask: boolean | undefined;

  constructor() {
    for (const registry of this.#all) {
      registry.onChange(() => {
        this.#resourceIndex = undefined;
        this.#skillIndex = undefined;
        this.#anyPublic = undefined;
        this.#largestRequest = undefined;
        // What was offered once goes on being offered: clients hold on to it.
        this.#anyCompletion ||= undefined;
        this.#anyTask ||= undefined;
      });
    }
  }

  compile(setting: CompileSetting): void {
    for (const registry of this.#all) registry.compile(setting);
  }

  /** An operation by its name, enabled or not. */
  find(name: string): CompiledOperation | undefined {
    for (const registry of this.#all) {
      const found = registry.find(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  get names(): readonly string[] {
    return this.#names.all;
  }

  /** Enabled resources, and files of skills, by URI. */
  get resourceIndex(): ResourceIndex {
    this.#resourceIndex ??= new ResourceIndex(this.resources.enabled, this.skills.enabled);
    return this.#resourceIndex;
  }

  /** Enabled skills and their folders by URI. */
  get skillIndex(): SkillIndex {
    this.#skillIndex ??= new SkillIndex(this.skills.enabled);
    return this.#skillIndex;
  }

  /** Whether any operation is open to callers without credentials. */
  get anyPublic(): boolean {
    this.#anyPublic ??= this.#all.some((registry) =>
      registry.enabled.some(({ operation }) => operation.options.public === true),
    );
    return this.#anyPublic;
  }

  /** Bytes of the largest request that some enabled tool takes; 0 where none says. */
  get largestRequest(): number {
    this.#largestRequest ??= Math.max(0, ...this.tools.enabled.map(({ maxRequestBytes }) => maxRequestBytes ?? 0));
    return this.#largestRequest;
  }

  /** Whether there is something to complete, or was. */
  get anyCompletion(): boolean {
    this.#anyCompletion ??= [...this.resources.enabled, ...this.prompts.enabled].some(
      ({ completions }) => completions.size > 0,
    );
    return this.#anyCompletion;
  }

  /** Whether some tool runs as a task, or did. */
  get anyTask(): boolean {
    this.#anyTask ??= this.tools.enabled.some(({ task }) => task !== undefined);
    return this.#anyTask;
  }
}
