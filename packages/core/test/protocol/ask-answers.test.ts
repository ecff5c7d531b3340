import { expect, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { accepted, askingCall, askingServer, everyCapability } from '../support/asking-call.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { cancelled, messagesOf, toolCall } from '../support/messages.js';

const form = { name: z.string() };
const elicit = (call: Call) => call.elicit('who', { message: 'Who?', form });
const sample = (call: Call) => call.sample('model', { messages: [], maxTokens: 1 });
const roots = (call: Call) => call.roots('folders');
const said = { model: 'm', role: 'assistant', content: { type: 'text', text: 'Hello' } };

/** The text a tool answered, and whether as an error. */
const outcome = (message: unknown) =>
  expect.objectContaining({
    id: 'call',
    result: expect.objectContaining({ content: [{ type: 'text', text: message }] }),
  });
const failed = (code: string) => ({ id: 'call', result: { isError: true, _meta: { 'toolgate/error': { code } } } });
const settled = JSON.stringify({ action: 'accept', content: { name: 'Ada' } });

test('asks under ids of its own, each once in the session', async () => {
  const { reader, answer, session } = await askingCall(elicit);
  const ids: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    const stream = round === 0 ? reader : new EventReader(await session.post(toolCall('call', 'ask')));
    const question = await stream.message();
    ids.push(question?.id);
    const response = await answer(question, accepted({ name: 'Ada' }));
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await stream.messages()).toEqual([outcome(settled)]);
  }
  expect(new Set(ids).size).toBe(3);
});

test.each([99, 0, -1, '1', '', 'call'])('ignores an answer to %j, which was not asked', async (id) => {
  const { reader, answer } = await askingCall(elicit);
  const question = await reader.message();
  expect(question?.id).toBe(1);
  for (const given of [accepted({ name: 'Eve' }), { error: { code: 1, message: 'x' } }]) {
    expect((await answer({ jsonrpc: '2.0', id }, given)).status).toBe(202);
  }
  await answer(question, accepted({ name: 'Ada' }));
  expect(await reader.messages()).toEqual([outcome(settled)]);
});

test('takes the first of two answers, and ignores one that comes after all', async () => {
  const { reader, answer } = await askingCall(elicit);
  const question = await reader.message();
  await Promise.all([answer(question, accepted({ name: 'Ada' })), answer(question, accepted({ name: 'Eve' }))]);
  expect(await reader.messages()).toEqual([outcome(settled)]);
  expect((await answer(question, accepted({ name: 'Eve' }))).status).toBe(202);
});

test("ignores another session's answer to a question of the same id", async () => {
  const { server, session, reader, answer } = await askingCall(elicit);
  const other = await openSession(server, { capabilities: everyCapability });
  const otherReader = new EventReader(await other.post(toolCall('call', 'ask')));
  const [question, otherQuestion] = [await reader.message(), await otherReader.message()];
  expect(otherQuestion?.id).toBe(question?.id);
  const name = (value: string) => ({ jsonrpc: '2.0', id: question?.id, ...accepted({ name: value }) });
  await other.post(name('Bob'));
  expect(await otherReader.messages()).toEqual([outcome(settled.replace('Ada', 'Bob'))]);
  await other.post(name('Bob'));
  expect((await session.post({ ...name('Ada') })).status).toBe(202);
  expect(await reader.messages()).toEqual([outcome(settled)]);
  expect((await answer(question, accepted({ name: 'Eve' }))).status).toBe(202);
});

test.each([
  ['no action', {}],
  ['an unknown action', { action: 'maybe' }],
  ['content that does not fit', { action: 'accept', content: { name: 7 } }],
  ['content without what is required', { action: 'accept', content: {} }],
  ['no content', { action: 'accept' }],
  ['content that is a list', { action: 'accept', content: ['Ada'] }],
])('makes a tool error of an answer with %s', async (_what, result) => {
  const { reader, answer, log } = await askingCall(elicit);
  await answer(await reader.message(), { result });
  expect(await reader.messages()).toMatchObject([failed('INVALID_ANSWER')]);
  expect(log.records).toEqual([]);
});

test('passes on the fields that were asked for, and nothing of an answer that was declined', async () => {
  const { reader, answer } = await askingCall(async (call) => [
    await call.elicit('one', { message: 'One?', form }),
    await call.elicit('two', { message: 'Two?', form }),
  ]);
  await answer(await reader.message(), {
    result: { action: 'accept', content: { name: 'Ada', admin: true }, _meta: {} },
  });
  await answer(await reader.message(), { result: { action: 'decline', content: { name: 'Eve' } } });
  expect(await reader.messages()).toEqual([outcome(`[${settled},{"action":"decline"}]`)]);
});

test('lets a tool ask again, under another key, after an answer that does not fit', async () => {
  const { reader, answer } = await askingCall(async (call) => {
    await elicit(call).catch(() => undefined);
    return call.elicit('again', { message: 'Really?', form });
  });
  await answer(await reader.message(), accepted({ name: 7 }));
  await answer(await reader.message(), accepted({ name: 'Ada' }));
  expect(await reader.messages()).toEqual([outcome(settled)]);
});

test.each([{}, { ...said, role: 'system' }, { ...said, content: { type: 'video' } }, { ...said, model: undefined }])(
  'makes a tool error of what is no message of a model: %j',
  async (result) => {
    const { reader, answer } = await askingCall(sample);
    await answer(await reader.message(), { result });
    expect(await reader.messages()).toMatchObject([failed('INVALID_ANSWER')]);
  },
);

test.each([{ code: -1, message: 'User rejected sampling request' }, { code: 'x', message: 7 }, {}])(
  'makes a tool error of the error %j',
  async (error) => {
    const { reader, answer, log } = await askingCall(sample);
    await answer(await reader.message(), { error });
    expect(await reader.messages()).toMatchObject([failed('CLIENT_REFUSED')]);
    expect(log.records).toEqual([]);
  },
);

test.each([-32601, -32603])('takes a client that answers roots/list with %d for one without folders', async (code) => {
  const { reader, answer } = await askingCall(roots);
  await answer(await reader.message(), { error: { code, message: 'x' } });
  expect(await reader.messages()).toEqual([outcome('[]')]);
});

test('takes a client that does not answer roots/list within ten seconds for one without folders', async () => {
  const { reader, clock } = await askingCall(roots);
  const question = await reader.message();
  expect(question).toMatchObject({ method: 'roots/list' });
  await clock.advance(10_000);
  expect(await reader.messages()).toMatchObject([
    { method: 'notifications/cancelled', params: { requestId: question?.id } },
    outcome('[]'),
  ]);
});

test('fails at once where the client accepts JSON alone, and can be cancelled all the same', async () => {
  const caught: unknown[] = [];
  const { server } = askingServer(async (call) => {
    await elicit(call).catch((error) => caught.push(error));
    await new Promise((_resolve, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason)));
  });
  server.tool('fails', { description: 'Asks' }, (_input, call) => elicit(call));
  const session = await openSession(server, { capabilities: everyCapability });
  const accept = { accept: 'application/json' };
  const response = await session.post(toolCall('call', 'fails'), accept);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await messagesOf(response)).toMatchObject([failed('NO_STREAM')]);
  const answer = session.post(toolCall('call', 'ask'), accept);
  while (caught.length === 0) await new Promise(setImmediate);
  expect((await session.post(cancelled('call'))).status).toBe(202);
  expect(await messagesOf(await answer)).toEqual([]);
});

test.each<[string, (call: Call) => unknown]>([
  ['a key twice', (call) => Promise.all([elicit(call), elicit(call)])],
  [
    'a key again later',
    async (call) => [await roots(call), await call.sample('folders', { messages: [], maxTokens: 1 })],
  ],
  ['no key', (call) => call.roots('')],
  ['a key that is too long', (call) => call.roots('x'.repeat(129))],
])('fails a tool that asks with %s, and tells its author why', async (_what, ask) => {
  const { reader, log, answer } = await askingCall(ask);
  for (let message = await reader.message(); message !== undefined; message = await reader.message()) {
    if (message.method === 'roots/list') await answer(message, { result: { roots: [] } });
    if (message.id === 'call') expect(message.result?.isError).toBe(true);
  }
  expect(log.records).toMatchObject([
    { fields: { err: { name: 'TypeError', message: expect.stringContaining('key') } } },
  ]);
});
