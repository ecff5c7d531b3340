import { describe, expect, it, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { accept, askedKeys, modernRequest, modernWire, nextRound } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const annotations = { readOnlyHint: true };
const form = { message: 'Who?', form: { name: z.string() } };
const page = { message: 'Pay', url: 'https://pay.example.com' };

const questions: Record<string, (call: Call) => Promise<unknown>> = {
  form: (call) => call.elicit('a', form),
  url: (call) => call.elicit('a', page),
  sampling: (call) => call.sample('a', { messages: [], maxTokens: 1 }),
  roots: (call) => call.roots('a'),
};

/** A tool, a prompt and a resource that put the question. */
function asker(question: (call: Call) => Promise<unknown>, before: (call: Call) => void = () => undefined) {
  const { server, log } = testServer();
  const ask = async (_input: unknown, call: Call) => {
    before(call);
    return JSON.stringify(await question(call));
  };
  server.tool('tool', { description: 'Asks', annotations }, ask);
  server.prompt('prompt', { description: 'Asks' }, ask);
  server.resource('resource', { uri: 'test://asks' }, ask);
  return { server, log };
}

describe('a question of a kind that the request did not declare is refused: -32021 and 400', () => {
  it.each<[string, object, object]>([
    ['form', {}, { elicitation: {} }],
    ['form', { elicitation: { url: {} } }, { elicitation: {} }],
    ['form', { sampling: {}, roots: {} }, { elicitation: {} }],
    ['url', {}, { elicitation: { url: {} } }],
    ['url', { elicitation: {} }, { elicitation: { url: {} } }],
    ['url', { elicitation: { form: {} } }, { elicitation: { url: {} } }],
    ['sampling', { elicitation: {} }, { sampling: {} }],
    ['roots', { sampling: {} }, { roots: {} }],
  ])('%s, declared %j', async (kind, capabilities, required) => {
    const { server } = asker((call) => questions[kind]?.(call) ?? Promise.reject());
    const { ask } = modernWire(server, { capabilities });
    for (const [method, params] of [
      ['tools/call', { name: 'tool' }],
      ['prompts/get', { name: 'prompt' }],
      ['resources/read', { uri: 'test://asks' }],
    ] as const) {
      const reply = await ask(method, params, { id: 'mine' });
      expect(reply).toMatchObject({ status: 400, messages: [{ id: 'mine', error: { code: -32021 } }] });
      expect(reply.headers.get('content-type')).toBe('application/json');
      expect(reply.error?.data).toMatchObject({ requiredCapabilities: required });
    }
  });
});

test.each<[string, object]>([
  ['form', { elicitation: {} }],
  ['form', { elicitation: { form: {} } }],
  ['url', { elicitation: { url: {} } }],
  ['sampling', { sampling: {} }],
  ['roots', { roots: {} }],
])('%s is asked of a client that declares %j', async (kind, capabilities) => {
  const { server } = asker((call) => questions[kind]?.(call) ?? Promise.reject());
  const reply = await modernWire(server, { capabilities }).call('tool');
  expect(reply).toMatchObject({ status: 200, result: { resultType: 'input_required' } });
});

test('after something was emitted the refusal is the last event of the stream', async () => {
  const { server } = asker(
    (call) => call.roots('a'),
    (call) => call.progress(1),
  );
  const reply = await modernWire(server).call('tool', {}, {}, { meta: { progressToken: 0 } });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  expect(reply.messages).toMatchObject([
    { method: 'notifications/progress', params: { progressToken: 0 } },
    { id: 1, error: { code: -32021, data: { requiredCapabilities: { roots: {} } } } },
  ]);
});

test('a client that accepts a stream alone hears of it with the status all the same', async () => {
  const { server } = asker((call) => call.roots('a'));
  const reply = await modernWire(server).call('tool', {}, {}, { headers: { accept: 'text/event-stream' } });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([400, 'application/json']);
});

test('of several questions none is put when one cannot be', async () => {
  const { server } = asker((call) => call.ask({ who: { elicit: form }, folders: { roots: true } }));
  const reply = await modernWire(server, { capabilities: { elicitation: {} } }).call('tool');
  expect(reply).toMatchObject({ status: 400, error: { code: -32021, data: { requiredCapabilities: { roots: {} } } } });
});

test('what one round declared the next one need not', async () => {
  const { server } = asker(async (call) => [await call.elicit('a', form), await call.roots('b')]);
  const first = await modernWire(server, { capabilities: { elicitation: {} } }).call('tool');
  const retry = nextRound(first, { a: accept({ name: 'Ada' }) });
  const poorer = await modernWire(server, { capabilities: { elicitation: {} } }).call('tool', {}, retry);
  expect(poorer).toMatchObject({ status: 400, error: { data: { requiredCapabilities: { roots: {} } } } });
  const other = await modernWire(server, { capabilities: { roots: {}, elicitation: {} } }).call('tool', {}, retry);
  expect(other.result).toMatchObject({ resultType: 'input_required', inputRequests: { b: {} } });
});

test('a handler asks only what call.client says the client can', async () => {
  const { server } = asker((call) =>
    call.client.form ? call.elicit('a', form) : call.sample('b', { messages: [], maxTokens: 1 }),
  );
  const reply = await modernWire(server, { capabilities: { sampling: {} } }).call('tool');
  expect(askedKeys(reply)).toEqual(['b']);
});

test('over stdio the refusal is the answer; on the 2025 wire it is a tool error of another code', async () => {
  const { server, log } = asker((call) => call.elicit('a', form));
  const pipe = new StdioPipe(server);
  const answer = await pipe.send(modernRequest('tools/call', { name: 'tool' })).next();
  expect(answer).toMatchObject({ id: 1, error: { code: -32021, data: { requiredCapabilities: { elicitation: {} } } } });
  const legacy = await openWire(server);
  expect((await legacy.call('tool')).result).toMatchObject({
    isError: true,
    _meta: { 'toolgate/error': { code: 'MISSING_CLIENT_CAPABILITY' } },
  });
  expect(log.records).toEqual([]);
});
