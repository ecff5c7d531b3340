import { expect, test } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const meta = { progressToken: 0 };
const level = { 'io.modelcontextprotocol/logLevel': 'debug' };

function holding() {
  const { server, ...rest } = guardedServer({ legacySse: true });
  return { ...rest, server, calls: heldTool(server) };
}

test.each(['2025', '2026'])('keeps progress under equal tokens and ids to its own call on the %s wire', async (era) => {
  const { server, calls } = holding();
  const send = async (label: string, headers: Record<string, string>): Promise<Response> => {
    const params = { name: 'hold', arguments: { label } };
    if (era === '2026') return modernPost(server, 'tools/call', params, { headers, meta: { ...meta, ...level } });
    return (await openSession(server, { headers })).post(toolCall(1, 'hold', { label }, meta));
  };
  const [own, other] = [send('ada', ada), send('bob', bob)];
  for (const held of [await calls.next(), await calls.next()]) {
    const by = held.call.principal?.name ?? '';
    held.call.progress(1, 2, `canary-of-${by}`);
    held.call.message('warning', `canary-of-${by}`);
    held.release(`canary-of-${by}`);
  }
  const [mine, theirs] = [await (await own).text(), await (await other).text()];
  expect(mine.match(/canary-of-ada/g)).toHaveLength(3);
  expect(mine).not.toContain('bob');
  expect(theirs.match(/canary-of-bob/g)).toHaveLength(3);
  expect(theirs).not.toContain('ada');
});

test('sends progress on the stream of its call where two sessions of one caller have equal tokens', async () => {
  const { server, calls } = holding();
  const sessions = [await openSession(server, { headers: ada }), await openSession(server, { headers: ada })];
  const answers = sessions.map((session) => session.post(toolCall(1, 'hold', {}, meta)));
  const held = [await calls.next(), await calls.next()];
  for (const { call, release } of held) {
    call.progress(1, 2, call.session);
    release(call.session);
  }
  for (const [index, { id }] of sessions.entries()) {
    const response = await answers[index];
    const [progress, answer] = response === undefined ? [] : await messagesOf(response);
    expect([progress?.params?.message, answer?.result?.content]).toEqual([id, [{ type: 'text', text: id }]]);
  }
});

test('sends no progress of a call on the stream that another session listens on', async () => {
  const { server, calls } = holding();
  const [own, other] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  const listeners = [new EventReader(await own.listen()), new EventReader(await other.listen())];
  const answer = own.post(toolCall(1, 'hold', {}, meta));
  const held = await calls.next();
  held.call.progress(1, 2, 'canary-of-ada');
  held.release('done');
  expect(await (await answer).text()).toContain('canary-of-ada');
  await own.end();
  await other.end();
  for (const listener of listeners) expect(await listener.messages()).toEqual([]);
});

test('drops what a call still reports after its answer, whoever uses the token next', async () => {
  const { server, calls } = holding();
  const [own, other] = [await openSession(server, { headers: ada }), await openSession(server, { headers: bob })];
  const first = own.post(toolCall(1, 'hold', {}, meta));
  const late = await calls.next();
  late.release('done');
  await (await first).text();
  const second = other.post(toolCall(1, 'hold', {}, meta));
  const held = await calls.next();
  late.call.progress(1, 2, 'canary-of-ada');
  late.call.message('emergency', 'canary-of-ada');
  held.release('done');
  expect(await (await second).text()).not.toContain('canary-of-ada');
});

test('sends nothing late on a connection whose next call has the same id and token', async () => {
  const { server, calls } = holding();
  const client = await sseClient(server, ada);
  const first = client.ask(toolCall(1, 'hold', {}, meta));
  const late = await calls.next();
  late.release('done');
  await first;
  const second = client.ask(toolCall(1, 'hold', {}, meta));
  const held = await calls.next();
  late.call.progress(1);
  late.call.message('emergency', 'too late');
  held.release('done');
  await second;
  expect(client.reader.text).not.toMatch(/notifications\/(progress|message)/);
});
