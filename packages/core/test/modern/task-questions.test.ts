import { describe, expect, it, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { accept, askedKeys, modernRequest, modernWire, taskable } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const form = { name: z.string(), confirm: z.boolean().optional() };
const ask = (call: Call, key: string) => call.elicit(key, { message: `${key}?`, form });
const partial = (name: string) => accept({ name, confirm: true });

/** A task of this handler, and a client that talks to it. */
async function asking(handler: (call: Call) => unknown, capabilities: object = taskable) {
  const { server, clock, log } = testServer();
  server.tool('work', { description: 'Works', task: 'required' }, async (_input, call) =>
    JSON.stringify(await handler(call)),
  );
  const wire = modernWire(server, { capabilities });
  const created = await wire.call('work');
  const taskId = created.result?.taskId;
  const get = async () => {
    await clock.advance(0);
    return wire.ask('tasks/get', { taskId });
  };
  const update = (inputResponses: unknown) => wire.ask('tasks/update', { taskId, inputResponses });
  return { server, clock, log, wire, created, taskId, get, update };
}

const acknowledged = { status: 200, result: { resultType: 'complete' } };

test('a question of a task stands in tasks/get, and its answer comes by tasks/update', async () => {
  const { created, get, update } = await asking((call) => ask(call, 'who'));
  expect(created.result).toMatchObject({ resultType: 'task', status: 'working' });
  expect(created.result).not.toHaveProperty('inputRequests');
  const waiting = await get();
  expect(waiting.result).toMatchObject({
    resultType: 'complete',
    status: 'input_required',
    inputRequests: { who: { method: 'elicitation/create', params: { mode: 'form', message: 'who?' } } },
  });
  for (const key of ['result', 'error', 'requestState']) expect(waiting.result).not.toHaveProperty(key);
  const answered = await update({ who: partial('Ada') });
  expect(answered).toMatchObject(acknowledged);
  expect(Object.keys(Object(answered.result)).sort()).toEqual(['_meta', 'resultType']);
  const text = JSON.stringify({ action: 'accept', content: { name: 'Ada', confirm: true } });
  expect((await get()).result).toMatchObject({ status: 'completed', result: { content: [{ text }] } });
  expect((await get()).result).not.toHaveProperty('inputRequests');
});

test('of two questions one may be answered: the next look shows the other alone', async () => {
  const { wire, taskId, get, update } = await asking((call) => Promise.all([ask(call, 'one'), ask(call, 'two')]));
  expect(askedKeys(await get())).toEqual(['one', 'two']);
  expect(await update({ two: partial('second') })).toMatchObject(acknowledged);
  // Without a moment in between: who has updated reads what it wrote.
  const next = await wire.ask('tasks/get', { taskId });
  expect(next.result).toMatchObject({ status: 'input_required' });
  expect(askedKeys(next)).toEqual(['one']);
  await update({ one: { action: 'decline' } });
  const { result } = await get();
  expect(result).toMatchObject({ status: 'completed' });
  expect(JSON.stringify(result)).toContain('decline');
});

test('several rounds of questions follow each other, of every kind', async () => {
  const { get, update } = await asking(async (call) => {
    await call.elicit('pay', { message: 'Pay', url: 'https://pay.example.com' });
    await call.sample('capital', { messages: [], maxTokens: 1 });
    return call.roots('folders');
  });
  expect(askedKeys(await get())).toEqual(['pay']);
  await update({ pay: { action: 'accept' } });
  expect((await get()).result).toMatchObject({ inputRequests: { capital: { method: 'sampling/createMessage' } } });
  await update({ capital: { model: 'm', role: 'assistant', content: { type: 'text', text: 'Paris' } } });
  expect((await get()).result).toMatchObject({ inputRequests: { folders: { method: 'roots/list' } } });
  await update({ folders: { roots: [{ uri: 'file:///a' }] } });
  expect((await get()).result).toMatchObject({
    status: 'completed',
    result: { content: [{ text: '[{"uri":"file:///a"}]' }] },
  });
});

test.each<[string, unknown]>([
  ['a wrong answer', { who: { action: 'accept', content: { name: 7 } } }],
  ['what is no answer', { who: 12345 }],
  ['null', { who: null }],
  ['an unknown key', { 'unknown-key': { ignored: true }, constructor: partial('x') }],
  ['nothing', {}],
])('%s is acknowledged, and the question stays', async (_what, responses) => {
  const { get, update } = await asking((call) => ask(call, 'who'));
  await get();
  expect(await update(responses)).toMatchObject(acknowledged);
  expect(askedKeys(await get())).toEqual(['who']);
  await update({ who: partial('Ada') });
  expect((await get()).result).toMatchObject({ status: 'completed' });
});

test.each([undefined, null, [], 'who'])('inputResponses %j are refused', async (responses) => {
  const { get, update } = await asking((call) => ask(call, 'who'));
  await get();
  expect(await update(responses)).toMatchObject({ status: 200, error: { code: -32602 } });
  expect(askedKeys(await get())).toEqual(['who']);
});

test('an update of a task that asks nothing, or has ended, is acknowledged and changes nothing', async () => {
  const { get, update } = await asking((call) => ask(call, 'who'));
  await get();
  await update({ who: partial('Ada') });
  const ended = await get();
  expect(await update({ who: partial('Eve') })).toMatchObject(acknowledged);
  expect((await get()).result).toEqual(ended.result);
});

describe('a question of a kind that the client did not declare', () => {
  it('ends the task: the capability is one of the request that began it', async () => {
    const { get, log } = await asking((call) => call.roots('folders'), { extensions: taskable.extensions });
    expect((await get()).result).toMatchObject({
      status: 'failed',
      error: { code: -32021, data: { requiredCapabilities: { roots: {} } } },
    });
    expect(log.records).toEqual([]);
  });
});

test('while people think the time of the handler stands still', async () => {
  const { clock, get, update } = await asking((call) => ask(call, 'who'));
  await get();
  await clock.advance(10 * 60_000);
  expect((await get()).result).toMatchObject({ status: 'input_required' });
  await update({ who: partial('Ada') });
  expect((await get()).result).toMatchObject({ status: 'completed' });
});

test('over stdio a task asks and is answered too', async () => {
  const { server, taskId, clock } = await asking((call) => ask(call, 'who'));
  const pipe = new StdioPipe(server);
  await clock.advance(0);
  const send = (method: string, more: object = {}) =>
    pipe.send(modernRequest(method, { taskId, ...more }, { capabilities: taskable })).next();
  expect(askedKeys(await send('tasks/get'))).toEqual(['who']);
  await send('tasks/update', { inputResponses: { who: partial('Ada') } });
  await clock.advance(0);
  expect(await send('tasks/get')).toMatchObject({ result: { status: 'completed' } });
  expect(pipe.received.size).toBe(0);
});
