import fc from 'fast-check';
import { levelKey, versionKey } from '../protocol/modern/modern-messages.js';
import { mutated } from './bodies.js';
import { type ModernMessage, modernRequest, routing, taskable } from './modern-wire.js';

/** A body with the headers that went with it before anything was changed. */
export interface ModernBody {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What of a running server its clients send back. */
export interface Known {
  readonly requestState: unknown;
  readonly taskId: unknown;
}

const meta = { progressToken: 'p', [levelKey]: 'debug' };
const call = (name: string, input: object = {}, more: object = {}) =>
  modernRequest('tools/call', { name, arguments: input, ...more }, { capabilities: taskable, meta });
const plain = (method: string, params: object = {}) => modernRequest(method, params, { capabilities: taskable });
const notification = (method: string, params: object) => ({ ...plain(method, params), id: undefined });

/** Messages for a server with the tools `echo`, `typed`, `steps`, `throws`, `ask`, `weather` and `work`, and the rest of `fuzzedServer`. */
function messages({ requestState, taskId }: Known): readonly (ModernMessage | ReturnType<typeof notification>)[] {
  const answers = { name: { action: 'accept', content: { name: 'Ada' } } };
  return [
    call('echo', { text: 'naïve 🧪 "\\' }),
    call('typed', { list: [1, { a: null }], choice: 'a', nested: { deep: [[]] } }),
    call('steps'),
    call('throws'),
    call('weather', { region: 'north' }),
    call('work'),
    call('ask'),
    call('ask', {}, { inputResponses: answers, requestState }),
    call('ask', {}, { inputResponses: { name: { action: 'accept', content: {} }, other: 1 }, requestState }),
    call('ask', {}, { inputResponses: { name: { action: 'decline' } } }),
    call('ask', {}, { requestState: `${requestState}x` }),
    plain('server/discover'),
    plain('tools/list', { cursor: 'dG9vbHM6MQ' }),
    plain('resources/list'),
    plain('resources/templates/list'),
    plain('resources/read', { uri: 'test://page/1' }),
    plain('resources/read', { uri: 'test://nothing' }),
    plain('prompts/list'),
    plain('prompts/get', { name: 'greet', arguments: { who: 'Ada' } }),
    plain('completion/complete', { ref: { type: 'ref/prompt', name: 'greet' }, argument: { name: 'who', value: 'A' } }),
    plain('subscriptions/listen', { notifications: { toolsListChanged: true, taskIds: [taskId] } }),
    plain('subscriptions/listen', { notifications: { resourceSubscriptions: ['test://page/1', 'x'] } }),
    plain('tasks/get', { taskId }),
    plain('tasks/update', { taskId, inputResponses: answers }),
    plain('tasks/cancel', { taskId }),
    plain('ping'),
    plain('initialize', { protocolVersion: '2026-07-28' }),
    plain('logging/setLevel', { level: 'info' }),
    notification('notifications/cancelled', { requestId: 1 }),
    notification('notifications/nothing', {}),
    modernRequest('tools/call', { name: 'ask', arguments: {} }),
    modernRequest('tools/call', { name: 'echo' }, { meta: { [versionKey]: '2099-01-01' } }),
  ];
}

const headerNames = ['mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-param-region'];
const wrong = fc.constantFrom(
  '',
  'x',
  '2025-11-25',
  '=?base64?',
  '=?base64?eA==?=',
  'tools/call, tools/call',
  '\u00e9',
);

/** Requests of 2026-07-28 with something wrong in their bytes, in their headers, in both, or nowhere. */
export function modernBodies(known: Known): fc.Arbitrary<ModernBody> {
  const headers = (message: ModernMessage | ReturnType<typeof notification>) => ({
    ...routing({ ...message, id: 1 }),
    'mcp-param-region': 'north',
  });
  const changes = fc.dictionary(fc.constantFrom(...headerNames), wrong, { maxKeys: 1 });
  return fc.constantFrom(...messages(known)).chain((message) => {
    const text = fc.constant(JSON.stringify(message));
    const bytes = fc.oneof(
      { weight: 1, arbitrary: text.map((whole) => Buffer.from(whole)) },
      { weight: 3, arbitrary: mutated(text) },
      { weight: 1, arbitrary: mutated(text.map((whole) => `[${whole},${whole}]`)) },
    );
    const own = headers(message);
    const sent = fc.oneof(
      { weight: 4, arbitrary: fc.constant(own) },
      { weight: 1, arbitrary: changes.map((changed) => ({ ...own, ...changed })) },
    );
    return fc.record({ bytes, headers: sent });
  });
}
