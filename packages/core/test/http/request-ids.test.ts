import { expect, test } from '@jest/globals';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

test.each([
  ['0', '0'],
  ['-0', '0'],
  ['1.0', '1'],
  ['1e2', '100'],
  ['-7', '-7'],
  ['9007199254740991', '9007199254740991'],
  ['-9007199254740991', '-9007199254740991'],
  ['""', '""'],
  ['"0"', '"0"'],
  ['" "', '" "'],
  ['"__proto__"', '"__proto__"'],
  ['"\\"\\u0000\\n"', '"\\"\\u0000\\n"'],
  [`"${'é'.repeat(256)}"`, `"${'é'.repeat(256)}"`],
])('answers a request with the id %s to that id, type and all', async (id, echoed) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
  expect(await response.text()).toBe(`{"jsonrpc":"2.0","id":${echoed},"result":{}}`);
});

test.each([
  'null',
  'true',
  'false',
  '{}',
  '[]',
  '[1]',
  '1.5',
  '1e-3',
  '1e400',
  '-1e400',
  '9007199254740992',
  '9007199254740993',
  '{"toString":"1"}',
])('refuses a request with the id %s', async (id) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
  expect(response.status).toBe(400);
  const [message] = await messagesOf(response);
  expect(message).toMatchObject({ error: { code: -32600, message: expect.stringContaining('"id"') } });
  expect(message).not.toHaveProperty('id');
});

test.each([257, 1_000_000])('refuses an id of %d characters without repeating it', async (length) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(ping('x'.repeat(length)));
  expect(response.status).toBe(400);
  expect((await response.text()).length).toBeLessThan(300);
});

test('answers the first of two requests with one id and refuses the second', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const first = wire.post(toolCall(5, 'hold'));
  const held = await calls.next();
  const second = await wire.post(toolCall(5));
  expect(await messagesOf(second)).toMatchObject([{ id: 5, error: { code: -32600 } }]);
  held.release('first');
  expect(await messagesOf(await first)).toMatchObject([{ id: 5, result: { content: [{ text: 'first' }] } }]);
});

test('still refuses an id in flight after a refused second one', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const first = wire.post(toolCall(5, 'hold'));
  const held = await calls.next();
  await wire.post(toolCall(5));
  expect(await verdict(await wire.post(toolCall(5)))).toEqual([400, -32600]);
  held.release('done');
  expect((await first).status).toBe(200);
});

test.each([
  ['answered', (held: { release(value: unknown): void }) => held.release('done')],
  ['failed', (held: { fail(reason: unknown): void }) => held.fail(new Error('no'))],
])('takes an id again once its request has been %s', async (_how, finish) => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const first = wire.post(toolCall(5, 'hold'));
  finish(await calls.next());
  await first;
  expect((await wire.call('echo', { text: 'again' }, 5)).result?.content[0]?.text).toBe('again');
});

test('tells the id 0 from "0" while both are in flight', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const number = wire.post(toolCall(0, 'hold'));
  const heldNumber = await calls.next();
  const text = wire.post(toolCall('0', 'hold'));
  const heldText = await calls.next();
  heldText.release('text');
  heldNumber.release('number');
  expect(await messagesOf(await number)).toMatchObject([{ id: 0, result: { content: [{ text: 'number' }] } }]);
  expect(await messagesOf(await text)).toMatchObject([{ id: '0', result: { content: [{ text: 'text' }] } }]);
});

test('keeps two sessions with the same id in flight apart', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const one = await openWire(server);
  const two = await openWire(server);
  const answerOne = one.post(toolCall(1, 'hold'));
  const heldOne = await calls.next();
  const answerTwo = two.post(toolCall(1, 'hold'));
  const heldTwo = await calls.next();
  heldTwo.release('two');
  expect(await messagesOf(await answerTwo)).toMatchObject([{ id: 1, result: { content: [{ text: 'two' }] } }]);
  heldOne.release('one');
  expect(await messagesOf(await answerOne)).toMatchObject([{ id: 1, result: { content: [{ text: 'one' }] } }]);
});

test('keeps a hundred sessions that use one id at a time apart, whatever the order of the answers', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wires = await Promise.all(Array.from({ length: 100 }, () => openWire(server)));
  const answers = wires.map((wire) => wire.post(toolCall('same', 'hold', { label: wire.session })));
  const held = await Promise.all(wires.map(() => calls.next()));
  for (const { call, release } of held.toReversed()) release(call.session);
  const texts = await Promise.all(answers.map(async (answer) => messagesOf(await answer)));
  expect(texts.map(([message]) => message?.result?.content)).toEqual(
    wires.map(({ session }) => [{ type: 'text', text: session }]),
  );
});
