import type { SentMessage } from '../../support/messages.js';
import { canaryIn, type Identity } from './canaries.js';
import type { Step } from './plan.js';

/** A request as every wire has it. */
export interface StormRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What its answer must hold. */
  readonly expected: readonly string[];
}

/** What a step sends, marked with the canary of its call. */
export function stormRequest({ act, pause }: Step, label: string, { name, group }: Identity): StormRequest {
  const expected = [label, name];
  if (act === 'list') return { method: 'tools/list', params: {}, expected: [`tool-of-${group}`] };
  if (act === 'read') return { method: 'resources/read', params: { uri: `note:///${label}/${pause}` }, expected };
  if (act === 'prompt') return { method: 'prompts/get', params: { name: 'say', arguments: { label } }, expected };
  if (act === 'complete') {
    const params = { ref: { type: 'ref/prompt', name: 'say' }, argument: { name: 'label', value: label } };
    return { method: 'completion/complete', params, expected };
  }
  const asks = act === 'ask' || act === 'task' || act === 'sample';
  const params = { name: act, arguments: { label, pause } };
  return { method: 'tools/call', params, expected: asks ? [...expected, `by-${label}`] : expected };
}

/** The client's answer to a question, which is marked as the question is. */
export function answerTo({ method, params }: Pick<SentMessage, 'method' | 'params'>): object {
  const name = `by-${canaryIn(JSON.stringify(params))}`;
  if (method !== 'sampling/createMessage') return { action: 'accept', content: { name } };
  return { role: 'assistant', model: 'm', content: { type: 'text', text: name } };
}
