import type { Call } from '../../call/call.js';
import type { Revision } from '../../protocol/revisions.js';
import { type CompileSetting, compileOperation } from '../compile-operation.js';
import type { CompiledOperation } from '../compiled-operation.js';
import { type Complete, compileCompletions } from '../completion.js';
import { descriptorTexts } from '../descriptor-texts.js';
import { compileInput } from '../schema/compile-input.js';
import { promptArguments } from './prompt-arguments.js';
import type { PromptDefinition } from './prompt-options.js';
import { promptOptions } from './prompt-options-schema.js';
import { promptResult } from './prompt-result.js';

export interface CompiledPrompt extends CompiledOperation {
  readonly completions: ReadonlyMap<string, Complete>;
}

const since = {
  title: '2025-06-18',
  _meta: '2025-06-18',
  icons: '2025-11-25',
} as const satisfies Readonly<Record<string, Revision>>;

/** Checks a prompt's declaration and composes its chain. Throws a TypeError that names the prompt and the fix. */
export function compilePrompt(definition: PromptDefinition, setting: CompileSetting): CompiledPrompt {
  const { name, options } = definition;
  const what = `prompt "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: describe it.`);
  const { title, description, icons, _meta } = options;
  const input = compileInput(options.arguments, `arguments of ${what}`);
  const listed = promptArguments(input);
  const run = async (call: Call) => promptResult(await definition.handle(call.input, call), description, name);
  const parts = { kind: 'prompt', name, options, annotations: { readOnlyHint: true }, own: promptOptions } as const;
  const names = listed.map((argument) => argument.name);
  return {
    ...compileOperation({ ...parts, input, run }, setting),
    descriptor: descriptorTexts({ name, title, description, arguments: listed, icons, _meta }, since),
    completions: compileCompletions(options.complete, names, input, what),
  };
}
