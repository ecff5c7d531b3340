import type { CreateMessageResult, Root } from '@modelcontextprotocol/sdk/types.js';
import { missingCapability } from '../errors/missing-capability.js';
import { ToolError } from '../errors/toolgate-error.js';
import { elicitationForm, type Form } from '../protocol/input/elicitation-form.js';
import type { ClientFeatures } from '../protocol/session/client-features.js';
import type { ActiveCall } from './active-call.js';
import { elicitAnswer, rootsAnswer, sampleAnswer } from './answers.js';
import type { AskRequest, FormRequest, SampleRequest, UrlRequest } from './ask.js';
import type { Accept, InputRequest } from './asking.js';

/** `call.elicit` */
export function elicit(call: ActiveCall, key: string, request: FormRequest | UrlRequest): Promise<unknown> {
  const features = featuresOf(call);
  if ('url' in request) {
    if (!features.url) throw missingCapability(call.operation.name, 'open a page', { elicitation: { url: {} } });
    const { message, url } = request;
    if (!URL.canParse(url))
      throw new TypeError(`elicit("${key}") has the url ${JSON.stringify(url)}: use a whole URL.`);
    return put(call, key, elicitation({ mode: 'url', message, url }), (raw) => elicitAnswer(raw, undefined));
  }
  if (!features.form) throw missingCapability(call.operation.name, 'show a form', { elicitation: {} });
  const form: Form = elicitationForm(request.form, key);
  const params = { mode: 'form', message: request.message, requestedSchema: form.requestedSchema };
  return put(call, key, elicitation(params), (raw) => elicitAnswer(raw, form));
}

/** `call.sample` */
export function sample(call: ActiveCall, key: string, request: SampleRequest): Promise<CreateMessageResult> {
  if (!featuresOf(call).sampling) {
    throw missingCapability(call.operation.name, 'ask its model', { sampling: {} });
  }
  return put(call, key, { method: 'sampling/createMessage', params: { ...request } }, sampleAnswer);
}

/** `call.roots` */
export function roots(call: ActiveCall, key: string): Promise<readonly Root[]> {
  if (!featuresOf(call).roots) throw missingCapability(call.operation.name, 'name its roots', { roots: {} });
  return put(call, key, { method: 'roots/list', params: {} }, rootsAnswer);
}

/** `call.ask`: every question is put before any answer is waited for, so that one round carries them all. */
export async function askAll(call: ActiveCall, requests: Readonly<Record<string, AskRequest>>): Promise<unknown> {
  const questions = Object.entries(requests).map(([key, request]): [string, Promise<unknown>] => {
    if ('elicit' in request) return [key, elicit(call, key, request.elicit)];
    return [key, 'sample' in request ? sample(call, key, request.sample) : roots(call, key)];
  });
  const answers = await Promise.all(questions.map(([, answer]) => answer));
  return Object.fromEntries(questions.map(([key], index) => [key, answers[index]]));
}

/** The attempt's time stands still while people think. */
function put<T>(call: ActiveCall, key: string, request: InputRequest, accept: Accept<T>): Promise<T> {
  call.context.claimKey(key);
  call.lifetime.hold();
  const answer = call.context.channel.asking.ask(key, request, accept);
  const resume = (): void => call.lifetime.resume();
  // Nobody may be waiting any more when it fails, and that is no mistake.
  answer.then(resume, resume);
  return answer;
}

/** Throws where nobody could be asked, whoever the client is. */
function featuresOf({ context: { channel }, operation }: ActiveCall): ClientFeatures {
  if (channel.canAsk) return channel.features;
  throw new ToolError(
    'SESSION_REQUIRED',
    `${operation.name} must ask the client, which this server cannot without sessions: use a client of 2026-07-28.`,
  );
}

function elicitation(params: Readonly<Record<string, unknown>>): InputRequest {
  return { method: 'elicitation/create', params };
}
