import type { Call, Handler } from '../../call/call.js';
import type { TimeoutQueue } from '../../call/timeout-queue.js';
import type { App } from '../../plugin/app.js';
import { checkOptions } from '../../plugin/check-options.js';
import type { Plugin } from '../../plugin/plugin.js';
import { parsePositiveDuration } from '../../settings/duration.js';
import type { CoreLinks } from '../chain.js';
import { type Chain, compileChain } from '../chain.js';
import { inputLink } from '../input-link.js';
import type { Operation } from '../operation.js';
import { compileInput, compileSchema } from '../schema/compile-input.js';
import type { CheckedSchema } from '../schema/schema-check.js';
import { timeoutLink } from '../timeout-link.js';
import { type ToolDescriptor, toolDescriptor } from './tool-descriptor.js';
import type { ToolDefinition } from './tool-options.js';
import { toolOptions } from './tool-options-schema.js';
import { contentResult, structuredResult } from './tool-result.js';

const defaultTimeout = '60s';

export interface CompiledTool {
  readonly operation: Operation;
  readonly chain: Chain;
  readonly descriptor: ToolDescriptor;
}

/** What compiling needs of the server. */
export interface CompileSetting {
  readonly app: App;
  readonly plugins: readonly Plugin<string>[];
  readonly timeouts: (ms: number) => TimeoutQueue;
}

/** Checks a tool's declaration and composes its chain. Throws a TypeError that names the tool and the fix. */
export function compileTool(definition: ToolDefinition, { app, plugins, timeouts }: CompileSetting): CompiledTool {
  const { name, options } = definition;
  const what = `tool "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: describe it.`);
  const input = compileInput(options.input, `input of ${what}`);
  const output =
    options.output === undefined ? undefined : compileSchema(options.output, 'output', `output of ${what}`);
  const operation: Operation = Object.freeze({
    kind: 'tool',
    name,
    title: options.title,
    description: options.description,
    annotations: options.annotations ?? {},
    options: checkOptions(Object.fromEntries(Object.entries(options)), toolOptions, plugins, what),
    timeoutMs: parsePositiveDuration(options.timeout ?? defaultTimeout, `timeout of ${what}`),
  });
  const core: CoreLinks = {
    input: inputLink(input),
    timeout: timeoutLink(name, operation.timeoutMs, timeouts(operation.timeoutMs)),
  };
  const chain = compileChain(operation, handlerLink(definition, output), plugins, core, app);
  return { operation, chain, descriptor: toolDescriptor(definition, input, output) };
}

function handlerLink(definition: ToolDefinition, output: CheckedSchema | undefined): Handler {
  const { name } = definition;
  if (output === undefined) return async (call: Call) => contentResult(await definition.handle(call.input, call), name);
  return async (call: Call) => structuredResult(await definition.handle(call.input, call), output, name);
}
