import { expect, it } from '@jest/globals';
import { memoryTaskStore, type TaskStore } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { plainServer } from '../server/plain-server.js';
import { modernWire, taskable } from '../support/modern-wire.js';
import { quietLog } from '../support/quiet-log.js';

const never = () => new Promise<never>(() => undefined);

it('answers for a task store that gives no answer, and drains all the same', async () => {
  const clock = fakeClock();
  const memory = memoryTaskStore({ clock });
  const store: TaskStore = { create: (task) => memory.create(task), get: never, update: never };
  const server = plainServer({ clock, log: quietLog(), tasks: { store } }).tool(
    'work',
    { description: 'Works', task: 'optional' },
    () => 'done',
  );
  const wire = modernWire(server, { capabilities: taskable });
  const created = await wire.call('work');
  const { taskId } = Object(created.result);
  const asked = wire.ask('tasks/get', { taskId });
  await clock.advance(10_000);
  expect((await asked).error?.data).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  // The end of the task is told to the store twice, as a result and then as a failure.
  await clock.advance(20_000);
  const closing = server.close({ deadline: '25s' });
  await clock.advance(1_000);
  expect(await closing).toMatchObject({ aborted: 0, leftOpen: 0 });
});
