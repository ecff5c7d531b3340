import { expect, test } from '@jest/globals';
import { memoryTaskStore, type TaskStore } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { z } from 'zod';
import { heldTask } from '../support/held-task.js';
import { accept, modernWire, taskable } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const down = () => Promise.reject(new Error('redis://user:secret@host is down'));

/** A server whose task store has these members instead of those of memory. */
function storing(changes: (memory: TaskStore) => Partial<TaskStore>) {
  const clock = fakeClock();
  const memory = memoryTaskStore({ clock, maxBytes: '16kb' });
  const store: TaskStore = {
    create: (task) => memory.create(task),
    get: (id) => memory.get(id),
    update: (task) => memory.update(task),
    ...changes(memory),
  };
  const { server, log } = testServer({ clock, tasks: { store } });
  const calls = heldTask(server, 'required');
  return { server, clock, log, calls, memory, wire: modernWire(server, { capabilities: taskable }) };
}

test('a store that takes no task makes the call fail, without a word of why', async () => {
  const { wire, log, calls } = storing(() => ({ create: down }));
  const reply = await wire.call('work');
  expect(reply.result).toMatchObject({
    resultType: 'complete',
    isError: true,
    _meta: { 'toolgate/error': { code: 'INTERNAL' } },
  });
  expect(JSON.stringify(reply.messages)).not.toContain('secret');
  expect(calls.size).toBe(0);
  expect(log.records).toMatchObject([
    { level: 'error', fields: { err: { message: expect.stringContaining('is down') } } },
  ]);
});

test('a handler that can do without a task goes on, with its progress', async () => {
  const { server, wire } = storing(() => ({ create: down }));
  server.tool('flexible', { description: 'Flexible', task: 'manual' }, async (_input, call) => {
    await call.background().catch(() => undefined);
    call.progress(1);
    return 'without';
  });
  const reply = await wire.call('flexible', {}, {}, { meta: { progressToken: 1 } });
  expect(reply.messages).toMatchObject([
    { params: { progress: 1 } },
    { result: { resultType: 'complete', content: [{ text: 'without' }] } },
  ]);
});

test('a store that cannot be read is an error of the request, and the task goes on', async () => {
  let broken = true;
  const { wire, clock, log, calls } = storing((memory) => ({ get: (id) => (broken ? down() : memory.get(id)) }));
  const { result } = await wire.call('work');
  const taskId = result?.taskId;
  for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
    const reply = await wire.ask(method, { taskId, inputResponses: {} });
    expect(reply).toMatchObject({ status: 200, error: { code: -32603 } });
    expect(JSON.stringify(reply.messages)).not.toContain('secret');
  }
  const listen = await wire.ask('subscriptions/listen', { notifications: { taskIds: [taskId] } });
  expect(listen).toMatchObject({ status: 200, error: { code: -32603 } });
  expect(log.records).toHaveLength(4);
  broken = false;
  (await calls.next()).release('done');
  await clock.advance(0);
  expect((await wire.ask('tasks/get', { taskId })).result).toMatchObject({ status: 'completed' });
});

test('a result that the store has no room for is a task that failed', async () => {
  const { wire, clock, log, calls } = storing(() => ({}));
  const { result } = await wire.call('work');
  (await calls.next()).release('x'.repeat(20_000));
  await clock.advance(0);
  const ended = await wire.ask('tasks/get', { taskId: result?.taskId });
  expect(ended.result).toMatchObject({ status: 'failed', error: { code: -32603, message: expect.any(String) } });
  expect(ended.result).not.toHaveProperty('result');
  expect(log.records).toMatchObject([{ level: 'error', message: 'the task store failed' }]);
});

test('a store that fails to take a change costs that change alone, and crashes nothing', async () => {
  let broken = false;
  const { server, wire, clock, log } = storing((memory) => ({
    update: (task) => (broken ? down() : memory.update(task)),
  }));
  server.tool('ask', { description: 'Asks', task: 'required' }, (_input, call) =>
    call.elicit('who', { message: 'Who?', form: { name: z.string() } }),
  );
  const { result } = await wire.call('ask');
  const taskId = result?.taskId;
  await clock.advance(0);
  broken = true;
  expect(await wire.ask('tasks/update', { taskId, inputResponses: { who: 7 } })).toMatchObject({
    status: 200,
    result: {},
  });
  await clock.advance(0);
  broken = false;
  await wire.ask('tasks/update', { taskId, inputResponses: { who: accept({ name: 'Ada' }) } });
  await clock.advance(0);
  expect((await wire.ask('tasks/get', { taskId })).result).toMatchObject({ status: 'completed' });
  expect(log.records.map(({ message }) => message)).toContain('the task store failed');
});

test('a server that shares the store shows and cancels the task of another, and leaves answers to it', async () => {
  const clock = fakeClock();
  const store = memoryTaskStore({ clock });
  const [one, two] = [testServer({ clock, tasks: { store } }), testServer({ clock, tasks: { store } })];
  const calls = heldTask(one.server, 'required');
  heldTask(two.server, 'required');
  const { result } = await modernWire(one.server, { capabilities: taskable }).call('work');
  const other = modernWire(two.server, { capabilities: taskable });
  const { taskId } = result ?? {};
  expect((await other.ask('tasks/get', { taskId })).result).toMatchObject({ status: 'working' });
  const update = await other.ask('tasks/update', { taskId, inputResponses: {} });
  expect(update.error).toMatchObject({ code: 50300, message: expect.stringContaining('another server') });
  expect(await other.ask('tasks/cancel', { taskId })).toMatchObject({
    status: 200,
    result: { resultType: 'complete' },
  });
  (await calls.next()).release('done');
  await clock.advance(0);
  expect((await other.ask('tasks/get', { taskId })).result).toMatchObject({ status: 'cancelled' });
});
