import { expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  able,
  accept,
  askedKeys,
  modernRequest,
  modernWire,
  nextRound,
  serverInfoKey,
  textOf,
} from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const annotations = { readOnlyHint: true };
const sampled = { model: 'm', role: 'assistant', content: { type: 'text', text: 'Paris' } };

/** A server whose things ask, each in its way. */
function askingServer() {
  const { server } = testServer();
  const name = { message: 'Your name?', form: { name: z.string() } };
  server.tool('form', { description: 'Asks in a form', annotations }, async (_input, call) => call.elicit('who', name));
  server.tool('url', { description: 'Sends to a page', annotations }, async (_input, call) =>
    call.elicit('pay', { message: 'Pay', url: 'https://pay.example.com/1' }),
  );
  server.tool('model', { description: 'Asks the model', annotations }, async (_input, call) => {
    const message = { role: 'user' as const, content: { type: 'text' as const, text: 'Capital?' } };
    return call.sample('capital', { messages: [message], maxTokens: 10 });
  });
  server.tool('roots', { description: 'Asks for folders', annotations }, async (_input, call) => call.roots('folders'));
  server.tool('all', { description: 'Asks all at once', annotations }, async (_input, call) =>
    call.ask({
      who: { elicit: name },
      pay: { elicit: { message: 'Pay', url: 'https://pay.example.com/1' } },
      capital: { sample: { messages: [], maxTokens: 10 } },
      folders: { roots: true },
    }),
  );
  server.tool('steps', { description: 'Asks thrice', annotations }, async (_input, call) => {
    const answers = [];
    for (const key of ['one', 'two', 'three']) {
      const { action, ...rest } = await call.elicit(key, { message: key, form: { value: z.number() } });
      answers.push(action, rest);
    }
    return JSON.stringify(answers);
  });
  server.prompt('greet', { description: 'Greets', arguments: { mood: z.string() } }, async ({ mood }, call) => {
    const answer = await call.elicit('who', name);
    return answer.action === 'accept' ? `${mood} ${answer.content.name}` : 'nobody';
  });
  server.resource('note', { template: 'test://note/{number}' }, async ({ number }, call) => {
    const answer = await call.elicit('who', name);
    return `${number} ${answer.action === 'accept' ? answer.content.name : ''} ${call.uri}`;
  });
  return server;
}

const form = {
  mode: 'form',
  message: 'Your name?',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
};
const whoAsked = { method: 'elicitation/create', params: form };

test.each<[string, object, unknown, unknown]>([
  ['form', { who: whoAsked }, { who: accept({ name: 'Ada' }) }, { action: 'accept', content: { name: 'Ada' } }],
  [
    'url',
    {
      pay: { method: 'elicitation/create', params: { mode: 'url', message: 'Pay', url: 'https://pay.example.com/1' } },
    },
    { pay: { action: 'accept' } },
    { action: 'accept' },
  ],
  [
    'model',
    {
      capital: {
        method: 'sampling/createMessage',
        params: { messages: [{ role: 'user', content: { type: 'text', text: 'Capital?' } }], maxTokens: 10 },
      },
    },
    { capital: sampled },
    sampled,
  ],
  [
    'roots',
    { folders: { method: 'roots/list', params: {} } },
    { folders: { roots: [{ uri: 'file:///a', name: 'A' }] } },
    [{ uri: 'file:///a', name: 'A' }],
  ],
])(
  '%s: asks by the answer to the request, and runs again with what comes back',
  async (tool, asked, responses, heard) => {
    const wire = modernWire(askingServer(), { capabilities: able });
    const first = await wire.call(tool, {}, {}, { id: 28 });
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('application/json');
    expect(first.result).toEqual({
      resultType: 'input_required',
      inputRequests: asked,
      requestState: expect.stringMatching(/^v1\.[\w-]+$/),
      _meta: { [serverInfoKey]: { name: 'test', version: '1.0.0' } },
    });
    const second = await wire.call(tool, {}, nextRound(first, Object(responses)), { id: 29 });
    expect(second).toMatchObject({ status: 200, messages: [{ id: 29, result: { resultType: 'complete' } }] });
    expect(second.result).not.toHaveProperty('requestState');
    expect(JSON.parse(String(textOf(second)))).toEqual(heard);
  },
);

test('several questions are asked in one round, and what is missing is asked again', async () => {
  const wire = modernWire(askingServer(), { capabilities: able });
  const first = await wire.call('all');
  expect(askedKeys(first)).toEqual(['who', 'pay', 'capital', 'folders']);
  const second = await wire.call('all', {}, nextRound(first, { who: accept({ name: 'Ada' }), capital: sampled }));
  expect(askedKeys(second)).toEqual(['pay', 'folders']);
  const third = await wire.call('all', {}, nextRound(second, { pay: { action: 'cancel' }, folders: { roots: [] } }));
  expect(JSON.parse(String(textOf(third)))).toEqual({
    who: { action: 'accept', content: { name: 'Ada' } },
    pay: { action: 'cancel' },
    capital: sampled,
    folders: [],
  });
});

test('earlier answers travel in requestState: each round sends only its own', async () => {
  const wire = modernWire(askingServer(), { capabilities: able });
  let reply = await wire.call('steps');
  const states = [];
  for (const key of ['one', 'two', 'three']) {
    expect(reply.result).toMatchObject({
      resultType: 'input_required',
      inputRequests: { [key]: { params: { message: key } } },
    });
    expect(askedKeys(reply)).toEqual([key]);
    states.push(reply.result?.requestState);
    reply = await wire.call('steps', {}, nextRound(reply, { [key]: accept({ value: key.length }) }));
  }
  expect(new Set(states).size).toBe(3);
  const answered = (value: number) => ['accept', { content: { value } }];
  expect(JSON.parse(String(textOf(reply)))).toEqual([3, 3, 5].flatMap(answered));
});

test('a round that is sent again gives the same answer again', async () => {
  const wire = modernWire(askingServer(), { capabilities: able });
  const first = await wire.call('form');
  const retry = nextRound(first, { who: accept({ name: 'Ada' }) });
  expect(textOf(await wire.call('form', {}, retry))).toBe(textOf(await wire.call('form', {}, retry)));
});

test.each<[string, string, object, string]>([
  ['a prompt', 'prompts/get', { name: 'greet', arguments: { mood: 'Good morning' } }, '"Good morning Ada"'],
  ['a resource', 'resources/read', { uri: 'test://note/7' }, '"7 Ada test://note/7"'],
])('%s asks in the same way, and is finished without a state of its own', async (_what, method, params, finished) => {
  const { ask } = modernWire(askingServer(), { capabilities: able });
  const first = await ask(method, params);
  expect(first.result).toMatchObject({ resultType: 'input_required', inputRequests: { who: whoAsked } });
  for (const key of ['ttlMs', 'cacheScope', 'messages', 'contents']) expect(first.result).not.toHaveProperty(key);
  const second = await ask(method, { ...params, ...nextRound(first, { who: accept({ name: 'Ada' }) }) });
  expect(second).toMatchObject({ status: 200, result: { resultType: 'complete' } });
  expect(JSON.stringify(second.result)).toContain(finished);
});

test('over stdio the rounds are the same, and the server sends no request of its own', async () => {
  const pipe = new StdioPipe(askingServer());
  const call = (id: number, more: object = {}) => {
    const message = modernRequest('tools/call', { name: 'steps', ...more }, { id, capabilities: able });
    return pipe.send(message).next();
  };
  let reply = await call(1);
  for (const [index, key] of ['one', 'two', 'three'].entries()) {
    expect(reply).toMatchObject({
      id: index + 1,
      result: { resultType: 'input_required', inputRequests: { [key]: {} } },
    });
    reply = await call(index + 2, nextRound(reply, { [key]: accept({ value: 1 }) }));
  }
  expect(reply).toMatchObject({ id: 4, result: { resultType: 'complete' } });
  expect(pipe.received.size).toBe(0);
});
