import { expect, test } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { heldTool } from '../support/held-tool.js';
import { cancelled, messagesOf, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { post } from '../support/wire.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const ids = [0, '0', '', 1, '1', -1, 'init'];
const callers = { ada, bob, 'ada again': ada };

function holding() {
  const { server, ...rest } = guardedServer();
  return { ...rest, server, calls: heldTool(server) };
}

test.each(ids)('answers each of several sessions its own call with the id %j', async (id) => {
  const { server, calls } = holding();
  const answers: Promise<Response>[] = [];
  const held = new Map<string, (value: unknown) => void>();
  for (const [label, headers] of Object.entries(callers)) {
    const session = await openSession(server, { headers });
    answers.push(session.post(toolCall(id, 'hold', { label })));
    const { call, release } = await calls.next();
    expect(call.requestId).toBe(id);
    held.set(label, release);
  }
  for (const [label, release] of [...held].reverse()) release(`for ${label}`);
  for (const [index, label] of Object.keys(callers).entries()) {
    const response = await answers[index];
    expect(response === undefined ? [] : await messagesOf(response)).toMatchObject([
      { id, result: { content: [{ text: `for ${label}` }] } },
    ]);
  }
});

test.each(ids)('answers each 2026 request of several callers its own call with the id %j', async (id) => {
  const { server, calls } = holding();
  const answers = Object.entries(callers).map(([label, headers]) =>
    modernPost(server, 'tools/call', { name: 'hold', arguments: { label } }, { id, headers }),
  );
  const held = [await calls.next(), await calls.next(), await calls.next()];
  for (const { call, release } of held.reverse()) release(JSON.stringify([call.input, call.principal?.id]));
  for (const [index, label] of Object.keys(callers).entries()) {
    const text = await (await answers[index])?.text();
    expect(JSON.parse(text ?? '').result.content[0].text).toBe(
      JSON.stringify([{ label }, `tokens:${label.slice(0, 3)}`]),
    );
  }
});

test.each(ids)("does not cancel another session's call by the id %j", async (id) => {
  const { server, calls } = holding();
  const own = await openSession(server, { headers: ada });
  const answer = own.post(toolCall(id, 'hold'));
  const held = await calls.next();
  for (const headers of [bob, ada]) {
    const other = await openSession(server, { headers });
    expect((await other.post(cancelled(id))).status).toBe(202);
  }
  expect(held.call.signal.aborted).toBe(false);
  held.release('mine');
  expect(await messagesOf(await answer)).toMatchObject([{ id, result: { content: [{ text: 'mine' }] } }]);
});

test('does not cancel a 2026 call by a notification of anybody, its own caller included', async () => {
  const { server, calls } = holding();
  const answer = modernPost(server, 'tools/call', { name: 'hold', arguments: {} }, { id: 7, headers: ada });
  const held = await calls.next();
  for (const headers of [bob, ada]) {
    const session = await openSession(server, { headers });
    expect((await session.post(cancelled(7))).status).toBe(202);
    const modern = { ...headers, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'notifications/cancelled' };
    expect((await post(server, cancelled(7), modern)).status).toBe(202);
  }
  expect(held.call.signal.aborted).toBe(false);
  held.release('mine');
  expect(await messagesOf(await answer)).toMatchObject([{ id: 7, result: { content: [{ text: 'mine' }] } }]);
});

test('tells the ids 0 and "0" of one session apart when one of them is cancelled', async () => {
  const { server, calls } = holding();
  const own = await openSession(server, { headers: ada });
  const [number, text] = [own.post(toolCall(0, 'hold')), own.post(toolCall('0', 'hold'))];
  const [first, second] = [await calls.next(), await calls.next()];
  await own.post(cancelled('0'));
  expect([first.call.signal.aborted, second.call.signal.aborted]).toEqual([false, true]);
  second.fail(second.call.signal.reason);
  first.release('number');
  expect(await messagesOf(await text)).toEqual([]);
  expect(await messagesOf(await number)).toMatchObject([{ id: 0, result: { content: [{ text: 'number' }] } }]);
});

test('refuses a second call with an id in flight in its own session only, and answers the first', async () => {
  const { server, calls } = holding();
  const [own, other] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  const first = own.post(toolCall(1, 'hold'));
  const held = await calls.next();
  expect(await messagesOf(await own.post(toolCall(1)))).toMatchObject([{ id: 1, error: { code: -32600 } }]);
  expect(await messagesOf(await other.post(toolCall(1)))).toMatchObject([{ result: { content: [{ text: 'echo' }] } }]);
  held.release('first');
  expect(await messagesOf(await first)).toMatchObject([{ id: 1, result: { content: [{ text: 'first' }] } }]);
});

test("leaves one caller's call alone when another ends a session with a call of the same id", async () => {
  const { server, calls } = holding();
  const [own, other] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  const answers = [own.post(toolCall(1, 'hold')), other.post(toolCall(1, 'hold'))];
  const [held, ended] = [await calls.next(), await calls.next()];
  await other.end();
  expect([held.call.signal.aborted, ended.call.signal.aborted]).toEqual([false, true]);
  held.release('mine');
  ended.release('too late');
  const [mine, ending] = await Promise.all(answers.map(async (answer) => (await answer).text()));
  expect(mine).toContain('mine');
  expect(ending).not.toContain('too late');
});
