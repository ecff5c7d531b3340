import type { Awaitable } from '../../call/awaitable.js';
import { isPromptResult, type PromptResult, type Result } from '../../call/result.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import type { CompiledPrompt } from '../../operation/prompt/compile-prompt.js';
import { allowedOperation, operationOf } from '../allowed-operation.js';
import { clientChannelOf } from '../channel/client-channel-of.js';
import { invoke } from '../invoke.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import { resultText } from '../result-text.js';
import type { Revision } from '../revisions.js';
import { tailorBlock } from '../tailor-result.js';

/** `prompts/get`: the messages of a prompt for these arguments. */
export function promptsGet(request: MethodRequest): Awaitable<string> {
  const { arguments: input = {} } = request.message.params;
  if (!isObject(input)) throw new ToolgateError('INVALID_PARAMS', '"arguments" must be an object.');
  const prompt = findPrompt(request, request.message.params.name);
  const channel = clientChannelOf(request);
  const { name } = prompt.operation;
  const encode = (result: Result): string => {
    if (!isPromptResult(result)) throw new TypeError(`a plugin answered ${name} with something that is no prompt`);
    return resultText(tailored(result, request.revision), request, name);
  };
  return invoke(request, { compiled: prompt, input, uri: undefined, channel, encode });
}

/** A prompt by name. Throws INVALID_PARAMS, also where this caller may not know of it. */
export function findPrompt(request: MethodRequest, name: unknown): CompiledPrompt {
  if (typeof name !== 'string') throw new ToolgateError('INVALID_PARAMS', '"name" must be a string.');
  const prompt = request.runtime.registries.prompts.get(name);
  const unknown = () => new ToolgateError('INVALID_PARAMS', `Unknown prompt: ${name.slice(0, 128)}`);
  return allowedOperation(request, prompt, operationOf, unknown);
}

function tailored(result: PromptResult, revision: Revision): PromptResult {
  const messages = result.messages.map(({ role, content }) => ({ role, content: tailorBlock(content, revision) }));
  return { ...result, messages };
}
