import { bounded } from '../../call/bounded.js';
import { untilEnd } from '../../call/until-end.js';
import { publicError } from '../../errors/public-error.js';
import { PublishedError } from '../../errors/published-error.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import type { Complete } from '../../operation/completion.js';
import { allowedOperation, operationOf } from '../allowed-operation.js';
import { isOwnCancellation } from '../cancelled.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import { findPrompt } from './prompts-get.js';

const maxValues = 100;

/** `completion/complete`: suggestions for an argument of a prompt or a variable of a template that this caller may use. */
export async function completionComplete(request: MethodRequest): Promise<string> {
  const { runtime, message, connection } = request;
  const { ref, argument, context = {} } = message.params;
  if (!isObject(argument) || typeof argument.name !== 'string' || typeof argument.value !== 'string') {
    throw invalid('"argument" must have a name and a value, both strings.');
  }
  if (!isObject(context)) throw invalid('"context" must be an object.');
  const { name, value } = argument;
  const complete = completionsOf(request, ref).get(name);
  const given = { arguments: filledIn(context.arguments), caller: connection.caller };
  const suggested = complete === undefined ? [] : await suggestions(request, name, () => complete(value, given));
  const values = suggested.slice(0, maxValues);
  const completion = { values, total: suggested.length, hasMore: suggested.length > values.length };
  const text = JSON.stringify({ completion });
  return connection.envelope === undefined ? text : runtime.modern.complete(text);
}

/** All that is suggested, in band where that fails: the request as such was served. */
async function suggestions(
  { runtime, lifetime }: MethodRequest,
  name: string,
  suggest: () => ReturnType<Complete>,
): Promise<readonly string[]> {
  try {
    const all = await untilEnd(lifetime, (async () => bounded(suggest(), runtime.pluginTimeouts, name))());
    return all.filter((suggestion) => typeof suggestion === 'string');
  } catch (thrown) {
    if (isOwnCancellation(thrown, lifetime)) throw thrown;
    throw new PublishedError(publicError(thrown, `Completing ${name}`, runtime.log));
  }
}

function completionsOf(request: MethodRequest, ref: unknown): ReadonlyMap<string, Complete> {
  if (isObject(ref) && ref.type === 'ref/prompt') return findPrompt(request, ref.name).completions;
  if (!isObject(ref) || ref.type !== 'ref/resource' || typeof ref.uri !== 'string') {
    throw invalid('"ref" must be a ref/prompt with a name, or a ref/resource with the uri of a template.');
  }
  const { uri } = ref;
  const resource = request.runtime.registries.resourceIndex.referred(uri);
  const unknown = () => invalid(`Unknown resource template: ${uri.slice(0, 256)}`);
  return allowedOperation(request, resource, operationOf, unknown).completions;
}

function filledIn(values: unknown): Readonly<Record<string, string>> {
  if (!isObject(values)) return {};
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
