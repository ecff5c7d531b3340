import type { Icon, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import type { Call } from '../../call/call.js';
import type { ToolResult } from '../../call/result.js';
import type { InstalledOptions } from '../../plugin/operation-options.js';
import type { Duration } from '../../settings/duration.js';
import type { Size } from '../../settings/size.js';
import type { InputDefinition, InputOf, InputShape, JsonSchema } from '../schema/input-definition.js';

export type TaskSupport = 'optional' | 'required' | 'manual';

export type OutputDefinition = InputShape | z.ZodType | JsonSchema;

/** What a tool is, plus what the installed plugins let it ask for. */
export type ToolOptions<Installed extends string, Input, Output> = ToolDescription<Input, Output> &
  InstalledOptions<Installed>;

export interface ToolDescription<Input, Output> {
  /** What a model reads to decide whether to call it. */
  readonly description: string;
  /** Name for people. */
  readonly title?: string;
  readonly icons?: readonly Icon[];
  /** Zod shape, zod schema or JSON Schema of the arguments. Without it the handler gets `{}`. */
  readonly input?: Input;
  /** Schema of the result: the handler's value is checked and goes out as `structuredContent` and as text. */
  readonly output?: Output;
  /** Hints for clients; caches and retries obey them. */
  readonly annotations?: ToolAnnotations;
  /** How long one attempt of the handler may take. Default `"60s"`. */
  readonly timeout?: Duration;
  /** Bytes of one request that calls it, where it must take more, or may take less, than the server's `limits.body`. */
  readonly maxRequestSize?: Size;
  /**
   * Whether clients that know tasks get one instead of waiting: `"optional"`; `"required"` refuses all others; `"manual"`
   * begins the task where the handler calls `call.background()`, and may ask the client before that.
   */
  readonly task?: TaskSupport;
  /** Sent with the tool in lists, untouched. */
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** What a handler may return: anything without an output schema, else its data or a full result. */
export type ToolReturn<Output> = [Output] extends [undefined]
  ? unknown
  : Output extends z.ZodType
    ? z.input<Output> | ToolResult
    : Output extends JsonSchema
      ? unknown
      : Output extends InputShape
        ? z.input<z.ZodObject<Output>> | ToolResult
        : unknown;

/** A tool's function. A conditional type, so that the compiler knows the output schema before it looks at what is returned: literals stay literals. */
export type ToolHandler<Input, Output> = [Output] extends [undefined]
  ? (input: InputOf<Input>, call: Call<InputOf<Input>>) => unknown
  : (input: InputOf<Input>, call: Call<InputOf<Input>>) => ToolReturn<Output> | Promise<ToolReturn<Output>>;

/** A tool whose types have been checked and forgotten: what the registry compiles. */
export interface ToolDefinition {
  readonly name: string;
  readonly options: ToolDescription<InputDefinition, OutputDefinition | undefined>;
  // A method, so that a handler of any input fits: the input step has checked what it gets.
  handle(input: unknown, call: Call): unknown;
}
