import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { messagesOf, toolCall } from '../support/messages.js';
import { everything, modernPost } from '../support/modern-post.js';
import { testServer } from '../support/test-server.js';
import { ada, bob, guardedServer } from './guarded-server.js';

type Headers = Readonly<Record<string, string>>;
const first = { action: 'accept', content: { answer: 'canary-answer' } };

/** Two tools and a prompt that ask twice; what they answer holds both answers and what `once` has made. */
function asking() {
  const { server, clock } = guardedServer();
  server.tool('open', { description: 'For everybody', public: true }, () => 'x');
  for (const name of ['transfer', 'destroy']) {
    const input = { amount: z.number(), note: z.string().optional() };
    server.tool(name, { description: 'Asks twice', input, public: true }, async ({ amount }, call) => {
      const secret = await call.once('secret', () => `canary-once-${amount}`);
      const form = { answer: z.string() };
      const one = await call.elicit('one', { message: 'one?', form });
      const two = await call.elicit('two', { message: 'two?', form });
      return JSON.stringify({ secret, one, two });
    });
  }
  server.prompt('transfer-prompt', { description: 'Asks', arguments: { amount: z.string() } }, async (_input, call) =>
    JSON.stringify(await call.elicit('one', { message: 'one?', form: { answer: z.string() } })),
  );
  return { server, clock };
}

type Server = ReturnType<typeof asking>['server'];

async function send(
  server: Server,
  params: Readonly<Record<string, unknown>>,
  headers: Headers,
  method = 'tools/call',
) {
  const [message] = await messagesOf(await modernPost(server, method, params, { headers, capabilities: everything }));
  return { message, text: JSON.stringify(message) };
}

const transfer = { name: 'transfer', arguments: { amount: 1 } };

/** Ada's state after her first answer. */
async function stateOf(server: Server, headers: Headers): Promise<string> {
  const { message } = await send(server, transfer, headers);
  const { requestState } = message?.result ?? {};
  const second = await send(server, { ...transfer, requestState, inputResponses: { one: first } }, headers);
  const state = second.message?.result?.requestState;
  if (typeof state !== 'string') throw new Error(second.text);
  return state;
}

const inputResponses = { two: { action: 'accept', content: { answer: 'two' } } };

test('brings back the answers of its own caller', async () => {
  const { server } = asking();
  const requestState = await stateOf(server, ada);
  expect(requestState).not.toContain('canary');
  const { text } = await send(server, { ...transfer, requestState, inputResponses }, ada);
  expect([text.includes('canary-answer'), text.includes('canary-once-1')]).toEqual([true, true]);
});

test.each([
  ['another caller', { ...transfer }, bob, 'tools/call'],
  ['nobody in particular', { ...transfer }, {}, 'tools/call'],
  ['another tool', { name: 'destroy', arguments: { amount: 1 } }, ada, 'tools/call'],
  ['another amount', { name: 'transfer', arguments: { amount: 2 } }, ada, 'tools/call'],
  ['the amount as a text', { name: 'transfer', arguments: { amount: '1' } }, ada, 'tools/call'],
  ['one more argument', { name: 'transfer', arguments: { amount: 1, note: '' } }, ada, 'tools/call'],
  ['no arguments', { name: 'transfer' }, ada, 'tools/call'],
  ['a prompt', { name: 'transfer-prompt', arguments: { amount: '1' } }, ada, 'prompts/get'],
])('refuses the state of a call to %s', async (_whose, params, headers: Headers, method) => {
  const { server } = asking();
  const requestState = await stateOf(server, ada);
  const { message, text } = await send(server, { ...params, requestState, inputResponses }, headers, method);
  expect(message?.error).toMatchObject({ code: -32602, data: { reason: 'invalid_request_state' } });
  expect(text).not.toContain('canary');
});

test("refuses an anonymous caller's state to one who is known", async () => {
  const { server } = asking();
  const requestState = await stateOf(server, {});
  const { message } = await send(server, { ...transfer, requestState, inputResponses }, ada);
  expect(message?.error?.code).toBe(-32602);
});

test('refuses a state of another server, and one that is too old', async () => {
  const { server, clock } = asking();
  const requestState = await stateOf(server, ada);
  const { message } = await send(asking().server, { ...transfer, requestState, inputResponses }, ada);
  expect(message?.error?.code).toBe(-32602);
  await clock.advance(60 * 60 * 1_000);
  expect((await send(server, { ...transfer, requestState, inputResponses }, ada)).message?.error?.code).toBe(-32602);
});

test('says the same of a foreign state as of one that was made up', async () => {
  const { server } = asking();
  const requestState = await stateOf(server, ada);
  const [foreign, madeUp] = [
    await send(server, { ...transfer, requestState, inputResponses }, bob),
    await send(server, { ...transfer, requestState: 'v1.AAAA', inputResponses }, bob),
  ];
  expect(foreign.text).toBe(madeUp.text);
});

test('takes nothing from an answer to a question that was not asked', async () => {
  const { server } = asking();
  const answers = { one: first, two: first, secret: 'mine', __proto__: first, constructor: first };
  const { text } = await send(server, { ...transfer, inputResponses: answers }, bob);
  expect(text).toContain('canary-once-1');
  expect(text).not.toContain('"mine"');
});

test('is no use in a session of the 2025 wire', async () => {
  const { server } = asking();
  const requestState = await stateOf(server, ada);
  const session = await openSession(server, { headers: ada });
  const call = toolCall(1, 'transfer', { amount: 1 });
  const text = await (await session.post({ ...call, params: { ...call.params, requestState, inputResponses } })).text();
  expect(text).toContain('isError');
  expect(text).not.toContain('canary');
});

test('keeps what one call did once from another call of the same caller', async () => {
  const { server } = testServer();
  let made = 0;
  server.tool('make', { description: 'Makes' }, async (_input, call) => {
    const number = await call.once('number', () => ++made);
    await call.elicit('sure', { message: 'sure?', form: {} });
    return String(number);
  });
  const make = { name: 'make', arguments: {} };
  const ask = async (params: Readonly<Record<string, unknown>>) => {
    const response = await modernPost(server, 'tools/call', params, { capabilities: everything });
    return (await messagesOf(response))[0]?.result;
  };
  const [one, two] = [await ask(make), await ask(make)];
  const answered = { sure: { action: 'accept', content: {} } };
  const results = [one, two].map(({ requestState } = {}) => ask({ ...make, requestState, inputResponses: answered }));
  const texts = (await Promise.all(results)).map((result) => JSON.stringify(result?.content));
  expect(texts).toEqual(['[{"type":"text","text":"1"}]', '[{"type":"text","text":"2"}]']);
  expect(made).toBe(2);
});
