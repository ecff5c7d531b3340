import { type CompiledTool, type CompileSetting, compileTool } from '../operation/tool/compile-tool.js';
import type { ToolDefinition } from '../operation/tool/tool-options.js';

/** Tools of a server in the order they were added. A Map, so that `constructor` is no tool. */
export class ToolRegistry {
  readonly #definitions = new Map<string, ToolDefinition>();
  readonly #compiled = new Map<string, CompiledTool>();
  #setting: CompileSetting | undefined;
  #anyPublic = false;

  /** Compiled at once when the server has been compiled. */
  add(definition: ToolDefinition): void {
    if (this.#definitions.has(definition.name)) {
      throw new TypeError(`Two tools are called "${definition.name}": give each a name of its own.`);
    }
    if (this.#setting !== undefined) this.#keep(compileTool(definition, this.#setting));
    this.#definitions.set(definition.name, definition);
  }

  compile(setting: CompileSetting): void {
    for (const definition of this.#definitions.values()) this.#keep(compileTool(definition, setting));
    this.#setting = setting;
  }

  get(name: string): CompiledTool | undefined {
    return this.#compiled.get(name);
  }

  all(): Iterable<CompiledTool> {
    return this.#compiled.values();
  }

  get names(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /** Whether any operation is open to callers without credentials. */
  get anyPublic(): boolean {
    return this.#anyPublic;
  }

  #keep(tool: CompiledTool): void {
    this.#compiled.set(tool.operation.name, tool);
    if (tool.operation.options.public === true) this.#anyPublic = true;
  }
}
