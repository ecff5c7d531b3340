import type { CreateMessageResult, Root } from '@modelcontextprotocol/sdk/types.js';
import { missingCapability } from '../errors/missing-capability.js';
import { ToolError } from '../errors/toolgate-error.js';
import { elicitationForm, type Form } from '../protocol/input/elicitation-form.js';
import type { ClientFeatures } from '../protocol/session/client-features.js';
import type { ActiveCall } from './active-call.js';
import { elicitAnswer, rootsAnswer, sampleAnswer } from './answers.js';
import type { AskRequest, FormRequest, SampleRequest, UrlRequest } from './ask.js';
import type { Accept, InputRequest } from './asking.js';

/** A question that can be put, and how its answer is read. */
interface Question<T> {
  readonly request: InputRequest;
  readonly accept: Accept<T>;
}

/** `call.elicit` */
export function elicit(call: ActiveCall, key: string, request: FormRequest | UrlRequest): Promise<unknown> {
  return asked(async () => put(call, key, elicitation(call, key, request)));
}

/** `call.sample` */
export function sample(call: ActiveCall, key: string, request: SampleRequest): Promise<CreateMessageResult> {
  return asked(async () => put(call, key, sampling(call, request)));
}

/** `call.roots` */
export function roots(call: ActiveCall, key: string): Promise<readonly Root[]> {
  return asked(async () => put(call, key, rootsList(call)));
}

/** `call.ask`: all are put before any answer is waited for, so that one round carries them, and none where one cannot be. */
export function askAll(call: ActiveCall, requests: Readonly<Record<string, AskRequest>>): Promise<unknown> {
  return asked(async () => {
    const questions = Object.entries(requests).map(([key, request]): [string, Question<unknown>] => {
      if ('elicit' in request) return [key, elicitation(call, key, request.elicit)];
      return [key, 'sample' in request ? sampling(call, request.sample) : rootsList(call)];
    });
    const answers = await Promise.all(questions.map(([key, question]) => put(call, key, question)));
    return Object.fromEntries(questions.map(([key], index) => [key, answers[index]]));
  });
}

/** Nobody may be waiting for an answer when it fails to come, and that is no mistake. */
function asked<T>(ask: () => Promise<T>): Promise<T> {
  const answer = ask();
  answer.catch(() => undefined);
  return answer;
}

function elicitation(call: ActiveCall, key: string, request: FormRequest | UrlRequest): Question<unknown> {
  const features = featuresOf(call);
  const method = 'elicitation/create';
  if ('url' in request) {
    if (!features.url) throw missingCapability(call.operation.name, 'open a page', { elicitation: { url: {} } });
    const { message, url } = request;
    if (!URL.canParse(url))
      throw new TypeError(`elicit("${key}") has the url ${JSON.stringify(url)}: use a whole URL.`);
    return {
      request: { method, params: { mode: 'url', message, url } },
      accept: (raw) => elicitAnswer(raw, undefined),
    };
  }
  if (!features.form) throw missingCapability(call.operation.name, 'show a form', { elicitation: {} });
  const form: Form = elicitationForm(request.form, key);
  const params = { mode: 'form', message: request.message, requestedSchema: form.requestedSchema };
  return { request: { method, params }, accept: (raw) => elicitAnswer(raw, form) };
}

function sampling(call: ActiveCall, request: SampleRequest): Question<CreateMessageResult> {
  if (!featuresOf(call).sampling) {
    throw missingCapability(call.operation.name, 'ask its model', { sampling: {} });
  }
  return { request: { method: 'sampling/createMessage', params: { ...request } }, accept: sampleAnswer };
}

function rootsList(call: ActiveCall): Question<readonly Root[]> {
  if (!featuresOf(call).roots) throw missingCapability(call.operation.name, 'name its roots', { roots: {} });
  return { request: { method: 'roots/list', params: {} }, accept: rootsAnswer };
}

/** The attempt's time stands still while people think. */
function put<T>(call: ActiveCall, key: string, { request, accept }: Question<T>): Promise<T> {
  // An attempt that is over must not take the keys of the next one.
  if (call.lifetime.aborted) return Promise.reject(call.lifetime.reason);
  call.context.claimKey(key);
  call.lifetime.hold();
  const answer = call.context.channel.asking.ask(key, request, accept);
  const resume = (): void => call.lifetime.resume();
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
