import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { able, accept, modernWire, nextRound, textOf } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const annotations = { readOnlyHint: true };

function asker() {
  const { server } = testServer();
  const form = { name: z.string().min(2), age: z.number().int().optional() };
  const description = 'Asks';
  server.tool('form', { description, annotations }, (_input, call) => call.elicit('who', { message: 'Who?', form }));
  server.tool('url', { description, annotations }, (_input, call) =>
    call.elicit('who', { message: 'Go', url: 'https://a.example' }),
  );
  server.tool('model', { description, annotations }, (_input, call) =>
    call.sample('who', { messages: [], maxTokens: 1 }),
  );
  server.tool('roots', { description, annotations }, (_input, call) => call.roots('who'));
  return modernWire(server, { capabilities: able });
}

const block = (content: unknown) => ({ model: 'm', role: 'assistant', content });

test.each<[string, unknown]>([
  ['form', 12345],
  ['form', null],
  ['form', 'accept'],
  ['form', []],
  ['form', {}],
  ['form', { action: 'ACCEPT', content: { name: 'Ada' } }],
  ['form', { action: ['accept'], content: { name: 'Ada' } }],
  ['form', accept()],
  ['form', { action: 'accept' }],
  ['form', { action: 'accept', content: null }],
  ['form', accept({ name: 'A' })],
  ['form', accept({ name: 7 })],
  ['form', accept({ name: 'Ada', age: 'old' })],
  ['url', { action: 'opened' }],
  ['model', { role: 'assistant', content: { type: 'text', text: 'no model' } }],
  ['model', block({ type: 'text' })],
  ['model', block({ type: 'image', data: 'not base64!', mimeType: 'image/png' })],
  ['model', block('text')],
  ['model', { action: 'accept' }],
  ['roots', []],
  ['roots', { roots: [{ uri: 'https://example.com' }] }],
  ['roots', { roots: [{ name: 'no uri' }] }],
])('%s: the answer %j is none, and the question comes again', async (tool, answer) => {
  const wire = asker();
  const first = await wire.call(tool);
  const again = await wire.call(tool, {}, nextRound(first, { who: answer }));
  expect(again).toMatchObject({ status: 200, result: { resultType: 'input_required' } });
  expect(again.result?.inputRequests).toEqual(first.result?.inputRequests);
  const right = {
    form: accept({ name: 'Ada' }),
    url: { action: 'accept' },
    model: block({ type: 'text', text: 'x' }),
    roots: { roots: [] },
  };
  const who = Object.entries(right).find(([name]) => name === tool)?.[1];
  expect(await wire.call(tool, {}, nextRound(again, { who }))).toMatchObject({ result: { resultType: 'complete' } });
});

test.each(['decline', 'cancel'])('%s is an answer, and brings no content', async (action) => {
  const wire = asker();
  for (const tool of ['form', 'url']) {
    const first = await wire.call(tool);
    const second = await wire.call(tool, {}, nextRound(first, { who: { action, content: { name: 'Eve' } } }));
    expect(JSON.parse(String(textOf(second)))).toEqual({ action });
  }
});

test('unknown fields of an answer are stripped as the schema has it', async () => {
  const wire = asker();
  const first = await wire.call('form');
  const second = await wire.call('form', {}, nextRound(first, { who: accept({ name: 'Ada', admin: true }) }));
  expect(JSON.parse(String(textOf(second)))).toEqual({ action: 'accept', content: { name: 'Ada' } });
});

test('keys that nobody asked for are ignored, whatever they are called', async () => {
  const wire = asker();
  const extra = { unknown_extra_key: accept(), constructor: accept(), toString: 7, '': null };
  const first = await wire.call('form', {}, { inputResponses: extra });
  expect(first.result).toMatchObject({ resultType: 'input_required' });
  const second = await wire.call('form', {}, nextRound(first, { ...extra, who: accept({ name: 'Ada' }) }));
  expect(second.result).toMatchObject({ resultType: 'complete' });
});

test('an answer counts without a state, and a state without answers only comes back', async () => {
  const wire = asker();
  const known = await wire.call('form', {}, { inputResponses: { who: accept({ name: 'Ada' }) } });
  expect(known.result).toMatchObject({ resultType: 'complete' });
  const first = await wire.call('form');
  const back = await wire.call('form', {}, { requestState: first.result?.requestState });
  expect(back.result).toMatchObject({ resultType: 'input_required', inputRequests: first.result?.inputRequests });
});

test.each<[string, object]>([
  ['inputResponses null', { inputResponses: null }],
  ['inputResponses in a list', { inputResponses: [accept()] }],
  ['inputResponses that are text', { inputResponses: 'who' }],
  ['requestState null', { requestState: null }],
  ['requestState that is a number', { requestState: 1 }],
  ['requestState that is an object', { requestState: {}, inputResponses: {} }],
  ['requestState that is empty', { requestState: '' }],
])('%s: -32602 in the body', async (_what, more) => {
  const wire = asker();
  expect(await wire.call('form', {}, more, { id: 9 })).toMatchObject({
    status: 200,
    messages: [{ id: 9, error: { code: -32602 } }],
  });
});

test('the lists know no rounds', async () => {
  const wire = asker();
  const reply = await wire.ask('tools/list', { inputResponses: null, requestState: 7 });
  expect(reply.result).toMatchObject({ resultType: 'complete', ttlMs: 0 });
});
