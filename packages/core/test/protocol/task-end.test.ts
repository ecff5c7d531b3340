import { expect, test } from '@jest/globals';
import { memoryTaskStore, type Server, type TaskStore } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { Arrivals } from '../support/arrivals.js';
import { modernWire, taskable } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const wireOf = (server: Server) => modernWire(server, { capabilities: taskable });

/** A server whose task store keeps each new task waiting until the test lets it in. */
function withHeldStore() {
  const clock = fakeClock();
  const store = memoryTaskStore({ clock });
  const arriving = new Arrivals<{ readonly taskId: string; readonly admit: () => void }>();
  const held: TaskStore = {
    get: (taskId) => store.get(taskId),
    update: (task) => store.update(task),
    async create(task) {
      await new Promise<void>((admit) => arriving.push({ taskId: task.taskId, admit }));
      await store.create(task);
    },
  };
  return { ...testServer({ clock, tasks: { store: held } }), clock, store, arriving };
}

test('a cancelled task ends its handler, and the log hears nothing of it', async () => {
  const { server, log } = testServer();
  const signals = new Arrivals<AbortSignal>();
  server.tool('wait', { description: 'Waits', task: 'required' }, (_input, { signal }) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  const wire = wireOf(server);
  const { result } = await wire.call('wait');
  const signal = await signals.next();
  const task = { taskId: result?.taskId };
  expect((await wire.ask('tasks/cancel', task)).result).not.toHaveProperty('status');
  expect(signal.aborted).toBe(true);
  expect((await wire.ask('tasks/get', task)).result).toMatchObject({ status: 'cancelled' });
  expect(log.records).toEqual([]);
});

test('a handler that has timed out begins no task any more', async () => {
  const { server, clock, arriving } = withHeldStore();
  const releases = new Arrivals<() => void>();
  const refusals = new Arrivals<unknown>();
  server.tool('slow', { description: 'Slow', task: 'manual', timeout: '1s' }, async (_input, call) => {
    await new Promise<void>((release) => releases.push(release));
    await call.background().catch((error) => refusals.push(error));
  });
  const answer = wireOf(server).call('slow');
  const release = await releases.next();
  await clock.advance(1_000);
  expect((await answer).result).toMatchObject({ isError: true });
  release();
  await clock.advance(0);
  expect([arriving.size, refusals.size]).toEqual([0, 1]);
});

test('a task whose client left before the store had it is cancelled, and no drain waits for it', async () => {
  const { server, clock, store, arriving } = withHeldStore();
  server.tool('work', { description: 'Works', task: 'required' }, () => new Promise(() => undefined));
  const client = new AbortController();
  const answer = wireOf(server).call('work', {}, {}, { signal: client.signal });
  const left = answer.catch(() => undefined);
  const { taskId, admit } = await arriving.next();
  client.abort();
  await left;
  admit();
  await clock.advance(0);
  expect(await store.get(taskId)).toMatchObject({ status: 'cancelled' });
  const closed = server.close({ deadline: 0 });
  await clock.advance(2_000);
  expect(await closed).toMatchObject({ aborted: 0, leftOpen: 0 });
});
