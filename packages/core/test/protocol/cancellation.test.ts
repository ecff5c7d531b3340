import { expect, test } from '@jest/globals';
import { type Call, ToolError } from '@toolgate/core';
import { Arrivals } from '../support/arrivals.js';
import { heldTool } from '../support/held-tool.js';
import { cancelled, messagesOf, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

/** A session with one call of `hold` in flight. */
async function inFlight(id: string | number, headers: Record<string, string> = {}) {
  const { server, ...rest } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(id, 'hold'), headers);
  return { server, wire, answer, calls, held: await calls.next(), ...rest };
}

test.each([1, 0, -1, '', '0', 'x', Number.MAX_SAFE_INTEGER])(
  'cancels the request %j: its signal ends, its stream closes, nothing is answered',
  async (id) => {
    const { wire, answer, held } = await inFlight(id);
    const response = await wire.post(cancelled(id, 'changed my mind'));
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(held.call.signal.aborted).toBe(true);
    expect(String(held.call.signal.reason)).toContain('changed my mind');
    expect(await messagesOf(await answer)).toEqual([]);
  },
);

test('closes the stream of a call that has reported progress, without an answer', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold', {}, { progressToken: 1 }));
  const { call } = await calls.next();
  call.progress(1);
  await wire.post(cancelled(1));
  expect(await messagesOf(await answer)).toMatchObject([{ method: 'notifications/progress' }]);
});

test('sends no event stream to a client that accepts JSON alone', async () => {
  const { wire, answer } = await inFlight(1, { accept: 'application/json' });
  await wire.post(cancelled(1));
  const response = await answer;
  expect(response.headers.get('content-type')).not.toBe('text/event-stream');
  expect(await response.text()).toBe('');
});

test('takes the id of a cancelled request again, and drops what the first one still brings', async () => {
  const { wire, answer, held, calls, log } = await inFlight(1);
  await wire.post(cancelled(1));
  await answer;
  const second = wire.post(toolCall(1, 'hold'));
  const heldSecond = await calls.next();
  held.release('of the first');
  heldSecond.release('of the second');
  expect(await messagesOf(await second)).toMatchObject([{ id: 1, result: { content: [{ text: 'of the second' }] } }]);
  expect(log.records).toEqual([]);
});

test('logs nothing of a handler that fails because it was cancelled', async () => {
  const { wire, answer, held, log } = await inFlight(1);
  await wire.post(cancelled(1));
  held.fail(held.call.signal.reason);
  expect(await messagesOf(await answer)).toEqual([]);
  expect(log.records).toEqual([]);
});

test.each([
  ['another type of id', cancelled('1')],
  ['an unknown id', cancelled(2)],
  ['null', cancelled(null)],
  ['a fraction', cancelled(1.5)],
  ['an object', cancelled({ id: 1 })],
  ['a list', cancelled([1])],
  ['true', cancelled(true)],
  ['no id', { jsonrpc: '2.0', method: 'notifications/cancelled', params: {} }],
  ['no params', { jsonrpc: '2.0', method: 'notifications/cancelled' }],
  ['an id under another name', { jsonrpc: '2.0', method: 'notifications/cancelled', params: { id: 1 } }],
  ['another method', { jsonrpc: '2.0', method: 'notifications/canceled', params: { requestId: 1 } }],
])('ignores a cancellation with %s', async (_what, message) => {
  const { wire, answer, held } = await inFlight(1);
  expect((await wire.post(message)).status).toBe(202);
  expect(held.call.signal.aborted).toBe(false);
  held.release('done');
  expect(await messagesOf(await answer)).toMatchObject([{ id: 1, result: { content: [{ text: 'done' }] } }]);
});

test('ignores a cancellation whose reason is no text, and cancels all the same', async () => {
  const { wire, answer, held } = await inFlight(1);
  await wire.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1, reason: { a: 1 } } });
  expect(held.call.signal.aborted).toBe(true);
  expect(await messagesOf(await answer)).toEqual([]);
});

test('ignores the cancellation of a request that has been answered', async () => {
  const { wire, answer, held } = await inFlight(1);
  held.release('done');
  await answer;
  expect((await wire.post(cancelled(1))).status).toBe(202);
  expect(held.call.signal.aborted).toBe(false);
  expect((await wire.call('echo', {}, 1)).result?.content[0]?.text).toBe('echo');
});

test("ignores the cancellation of another session's request", async () => {
  const { server, answer, held } = await inFlight(1);
  const other = await openWire(server);
  expect((await other.post(cancelled(1))).status).toBe(202);
  expect(held.call.signal.aborted).toBe(false);
  held.release('done');
  expect(await messagesOf(await answer)).toMatchObject([{ result: { content: [{ text: 'done' }] } }]);
});

test('cancels one call of many', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answers = [0, 1, 2].map((id) => wire.post(toolCall(id, 'hold')));
  const held = [await calls.next(), await calls.next(), await calls.next()];
  await wire.post(cancelled(1));
  expect(held.map(({ call }) => call.signal.aborted)).toEqual([false, true, false]);
  for (const { release } of held) release('done');
  const messages = await Promise.all(answers.map(async (answer) => messagesOf(await answer)));
  expect(messages.map((list) => list.map(({ id }) => id))).toEqual([[0], [], [2]]);
});

test('cannot cancel initialize', async () => {
  const { server } = testServer();
  const waiting = new Arrivals<() => void>();
  server.use({
    name: 'slow',
    receive: ({ method }) => (method === 'initialize' ? new Promise((admit) => waiting.push(admit)) : undefined),
  });
  const opening = post(server, initialize());
  const admit = await waiting.next();
  expect((await post(server, cancelled('init'))).status).toBe(400);
  admit();
  expect(await messagesOf(await opening)).toMatchObject([{ id: 'init', result: { protocolVersion: '2025-11-25' } }]);
});

test('answers a call that fails with the cancellation of another call it waited for', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  let leader: Call | undefined;
  server.tool('follow', { description: 'Fails as the leader does' }, () => Promise.reject(leader?.signal.reason));
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  leader = (await calls.next()).call;
  await wire.post(cancelled(1));
  await answer;
  expect(await messagesOf(await wire.post(toolCall(2, 'follow')))).toMatchObject([
    { id: 2, result: { isError: true } },
  ]);
});

test('survives a flood of cancellations of one call, and of a handler that answers at once', async () => {
  const { server } = testServer();
  server.tool('stops', { description: 'Stops when told' }, (_input, { signal }) => {
    return new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new ToolError('STOPPED', 'Stopped.'))),
    );
  });
  const wire = await openWire(server);
  for (let round = 0; round < 20; round++) {
    const answer = wire.post(toolCall(round, 'stops'));
    const flood = Array.from({ length: 50 }, () => wire.post(cancelled(round)));
    await Promise.all(flood);
    await wire.post(cancelled(round));
    expect(await messagesOf(await answer)).toEqual([]);
  }
});
