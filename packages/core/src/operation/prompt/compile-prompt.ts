import { andThen } from '../../call/awaitable.js';
import type { Call } from '../../call/call.js';
import { type CompileSetting, compileOperation } from '../compile-operation.js';
import type { CompiledOperation } from '../compiled-operation.js';
import { type Complete, compileCompletions } from '../completion.js';
import { compileInput } from '../schema/compile-input.js';
import { promptArguments } from './prompt-arguments.js';
import { promptDescriptor } from './prompt-descriptor.js';
import type { PromptDefinition } from './prompt-options.js';
import { promptOptions } from './prompt-options-schema.js';
import { promptResult } from './prompt-result.js';

export interface CompiledPrompt extends CompiledOperation {
  readonly completions: ReadonlyMap<string, Complete>;
}

/** Checks a prompt's declaration and composes its chain. Throws a TypeError that names the prompt and the fix. */
export function compilePrompt(definition: PromptDefinition, setting: CompileSetting): CompiledPrompt {
  const { name, options } = definition;
  const what = `prompt "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: describe it.`);
  const { description } = options;
  const input = compileInput(options.arguments, `arguments of ${what}`);
  const listed = promptArguments(input);
  const run = (call: Call) =>
    andThen(definition.handle(call.input, call), (value) => promptResult(value, description, name));
  const parts = {
    kind: 'prompt',
    what,
    name,
    options,
    annotations: { readOnlyHint: true },
    own: promptOptions,
  } as const;
  const names = listed.map((argument) => argument.name);
  return {
    ...compileOperation({ ...parts, input, run }, setting),
    descriptor: promptDescriptor(definition, listed),
    completions: compileCompletions(options.complete, names, input, what),
  };
}
