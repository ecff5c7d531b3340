import type { InputDefinition } from '../operation/schema/input-definition.js';
import type { CompiledTool } from '../operation/tool/compile-tool.js';
import type {
  OutputDefinition,
  ToolDefinition,
  ToolDescription,
  ToolHandler,
  ToolOptions,
} from '../operation/tool/tool-options.js';
import type { OperationOptions, OptionsByPlugin } from '../plugin/operation-options.js';
import type { OperationRegistry } from '../registry/operation-registry.js';
import { assertOperation } from './assert-operation.js';
import { type Operations, operations } from './operations.js';

/** What may change of a tool: all its options. Those of plugins that are not installed are refused at run time. */
export type ToolChanges = Partial<ToolDescription<InputDefinition, OutputDefinition | undefined>> & OperationOptions;

/** The tools of a running server. What `server.tool` refuses to compile is refused here at run time, with a sentence. */
export interface Tools extends Operations {
  /** Adds a tool, as `server.tool` does. In the place of a disabled one of that name it stays disabled, under its own guard. */
  add<
    const Input extends InputDefinition = Record<never, never>,
    const Output extends OutputDefinition | undefined = undefined,
  >(
    name: string,
    options: ToolOptions<keyof OptionsByPlugin, Input, Output>,
    handler: ToolHandler<Input, Output>,
  ): void;
  /** Changes options of a tool and answers what they were. Throws a TypeError, and changes nothing, for a mistake. */
  update(name: string, changes: ToolChanges): ToolChanges;
}

export function tools(registry: OperationRegistry<ToolDefinition, CompiledTool>): Tools {
  return {
    ...operations(registry),
    // The spread above has read the names once, and would answer those for ever.
    get names() {
      return registry.names;
    },
    add(name, options, handler) {
      assertOperation('tool', name, handler);
      registry.add({ name, options, handle: handler });
    },
    update(name, changes) {
      const { options } = registry.definition(name);
      if (typeof changes !== 'object' || changes === null) {
        throw new TypeError(`The changes of tool "${name}" are ${changes}: give an object of options.`);
      }
      const before = Object.fromEntries(Object.keys(changes).map((key) => [key, Reflect.get(options, key)]));
      registry.replace(name, (definition) => ({ ...definition, options: { ...definition.options, ...changes } }));
      return before;
    },
  };
}
