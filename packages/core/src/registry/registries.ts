import type { CompileSetting } from '../operation/compile-operation.js';
import type { CompiledOperation } from '../operation/compiled-operation.js';
import { type CompiledPrompt, compilePrompt } from '../operation/prompt/compile-prompt.js';
import type { PromptDefinition } from '../operation/prompt/prompt-options.js';
import { type CompiledResource, compileResource } from '../operation/resource/compile-resource.js';
import type { ResourceDefinition } from '../operation/resource/resource-options.js';
import { type CompiledTool, compileTool } from '../operation/tool/compile-tool.js';
import type { ToolDefinition } from '../operation/tool/tool-options.js';
import { OperationNames } from './operation-names.js';
import { OperationRegistry } from './operation-registry.js';
import { ResourceIndex } from './resource-index.js';

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
  });
  readonly prompts = new OperationRegistry<PromptDefinition, CompiledPrompt>({
    kind: 'prompt',
    names: this.#names,
    compile: compilePrompt,
  });
  #resourceIndex: ResourceIndex | undefined;
  #anyPublic: boolean | undefined;
  #largestRequest: number | undefined;

  constructor() {
    for (const registry of [this.tools, this.resources, this.prompts]) {
      registry.onChange(() => {
        this.#resourceIndex = undefined;
        this.#anyPublic = undefined;
        this.#largestRequest = undefined;
      });
    }
  }

  compile(setting: CompileSetting): void {
    this.tools.compile(setting);
    this.resources.compile(setting);
    this.prompts.compile(setting);
  }

  /** An operation by its name, enabled or not. */
  find(name: string): CompiledOperation | undefined {
    return this.tools.find(name) ?? this.resources.find(name) ?? this.prompts.find(name);
  }

  get names(): readonly string[] {
    return this.#names.all;
  }

  /** Enabled resources by URI. */
  get resourceIndex(): ResourceIndex {
    this.#resourceIndex ??= new ResourceIndex(this.resources.enabled);
    return this.#resourceIndex;
  }

  /** Whether any operation is open to callers without credentials. */
  get anyPublic(): boolean {
    this.#anyPublic ??= [this.tools, this.resources, this.prompts].some((registry) =>
      registry.enabled.some(({ operation }) => operation.options.public === true),
    );
    return this.#anyPublic;
  }

  /** Bytes of the largest request that some enabled tool takes; 0 where none says. */
  get largestRequest(): number {
    this.#largestRequest ??= Math.max(0, ...this.tools.enabled.map(({ maxRequestBytes }) => maxRequestBytes ?? 0));
    return this.#largestRequest;
  }
}
