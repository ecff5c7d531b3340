import { type Awaitable, andThen } from '../../call/awaitable.js';
import type { Call } from '../../call/call.js';
import type { ToolResult } from '../../call/result.js';
import { compileParamHeaders, type ParamHeader } from '../../protocol/modern/param-headers.js';
import { parseSize } from '../../settings/size.js';
import { type CompileSetting, compileOperation } from '../compile-operation.js';
import type { CompiledOperation } from '../compiled-operation.js';
import { compileInput, compileSchema } from '../schema/compile-input.js';
import type { CheckedSchema } from '../schema/schema-check.js';
import { toolDescriptor } from './tool-descriptor.js';
import type { TaskSupport, ToolDefinition } from './tool-options.js';
import { toolOptions } from './tool-options-schema.js';
import { contentResult, structuredResult } from './tool-result.js';

export interface CompiledTool extends CompiledOperation {
  /** Whether `structuredContent` need not be wrapped before 2026-07-28: its schema says that it is an object, or there is none. */
  readonly answersObject: boolean;
  /** Arguments that are repeated in headers (MCP 2026-07-28). */
  readonly paramHeaders: readonly ParamHeader[];
  /** Bytes of one request; undefined where the server's own limit holds. */
  readonly maxRequestBytes: number | undefined;
  readonly task: TaskSupport | undefined;
}

/** Checks a tool's declaration and composes its chain. Throws a TypeError that names the tool and the fix. */
export function compileTool(definition: ToolDefinition, setting: CompileSetting): CompiledTool {
  const { name, options } = definition;
  const what = `tool "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: describe it.`);
  const input = compileInput(options.input, `input of ${what}`);
  const output =
    options.output === undefined ? undefined : compileSchema(options.output, 'output', `output of ${what}`);
  const { annotations = {}, maxRequestSize, task } = options;
  const run = toolRun(definition, output);
  const compiled = compileOperation(
    { kind: 'tool', what, name, options, annotations, own: toolOptions, input, run },
    setting,
  );
  return {
    ...compiled,
    descriptor: toolDescriptor(definition, input, output),
    answersObject: output === undefined || output.advertised.type === 'object',
    paramHeaders: compileParamHeaders(input.advertised, what),
    maxRequestBytes: maxRequestSize === undefined ? undefined : parseSize(maxRequestSize, `maxRequestSize of ${what}`),
    task,
  };
}

function toolRun(definition: ToolDefinition, output: CheckedSchema | undefined): (call: Call) => Awaitable<ToolResult> {
  const { name, options } = definition;
  const background = options.task === 'optional' || options.task === 'required';
  const handle = background
    ? (call: Call) => call.background().then(() => definition.handle(call.input, call))
    : (call: Call) => definition.handle(call.input, call);
  if (output === undefined) return (call) => andThen(handle(call), (value) => contentResult(value, name));
  return (call) => andThen(handle(call), (value) => structuredResult(value, output, name));
}
