import { expect, it } from '@jest/globals';
import { type FakeClock, fakeClock } from '@toolgate/testing';
import fc from 'fast-check';
import { UnavailableError } from '../../src/errors/toolgate-error.js';
import { memoryTaskStore } from '../../src/protocol/tasks/memory-task-store.js';
import type { TaskRecord, TaskStatus, TaskStore } from '../../src/protocol/tasks/task-store.js';
import { type NaiveTaskBounds, NaiveTaskStore } from './naive-task-store.js';

interface Real {
  readonly store: TaskStore;
  readonly clock: FakeClock;
}

type Command = fc.AsyncCommand<NaiveTaskStore, Real>;

interface Change {
  readonly taskId: string;
  readonly owner: string;
  readonly status: TaskStatus;
  readonly ttlMs: number;
  readonly size: number;
}

const taskIds = ['1', '2', '3', '4', '5', '6', '7', '8'];

function recordOf({ taskId, owner, status, ttlMs, size }: Change, now: number): TaskRecord {
  const plain = { taskId, owner, status, ttlMs, createdAt: now, lastUpdatedAt: now, pollIntervalMs: 1_000 };
  return status === 'completed' ? { ...plain, result: { text: 'é'.repeat(size) } } : plain;
}

/** Compares every task, after every command. */
async function compare(model: NaiveTaskStore, store: TaskStore): Promise<void> {
  const kept = await Promise.all(taskIds.map((taskId) => store.get(taskId)));
  expect(kept).toEqual(taskIds.map((taskId) => model.get(taskId)));
  expect(model.fits(model.tasks)).toBe(true);
}

function create(change: Change): Command {
  return {
    check: () => true,
    async run(model, { store, clock }) {
      const task = recordOf(change, clock.wallTime());
      const expected = model.create(task);
      const created = store.create(task);
      if (expected === 'created') await created;
      if (expected === 'taken') await expect(created).rejects.toThrow(TypeError);
      if (expected === 'full') await expect(created).rejects.toThrow(UnavailableError);
      await compare(model, store);
    },
    toString: () => `create ${JSON.stringify(change)}`,
  };
}

function update(change: Change): Command {
  return {
    check: () => true,
    async run(model, { store, clock }) {
      const task = { ...recordOf(change, clock.wallTime()), statusMessage: 'updated' };
      const expected = model.update(task);
      const updated = store.update(task);
      if (expected === 'full') await expect(updated).rejects.toThrow(UnavailableError);
      else expect(await updated).toBe(expected);
      await compare(model, store);
    },
    toString: () => `update ${JSON.stringify(change)}`,
  };
}

function advance(ms: number): Command {
  return {
    check: () => true,
    async run(model, { store, clock }) {
      await clock.advance(ms);
      model.expire(clock.wallTime());
      await compare(model, store);
    },
    toString: () => `advance ${ms} ms`,
  };
}

it('keeps, refuses, evicts and expires as a naive model does', async () => {
  const bounds: fc.Arbitrary<NaiveTaskBounds> = fc.record({
    maxTasks: fc.integer({ min: 1, max: 6 }),
    maxTasksPerOwner: fc.integer({ min: 1, max: 4 }),
    maxBytes: fc.integer({ min: 1_000, max: 16_000 }),
  });
  const change: fc.Arbitrary<Change> = fc.record({
    taskId: fc.constantFrom(...taskIds),
    owner: fc.constantFrom('ada', 'bob', 'eve'),
    status: fc.constantFrom<TaskStatus[]>('working', 'input_required', 'completed', 'failed', 'cancelled'),
    ttlMs: fc.integer({ min: 1, max: 10_000 }),
    size: fc.nat(2_000),
  });
  const fresh = change.map((given): Change => ({ ...given, status: 'working' }));
  // One owner's ids often enough that updates find their task.
  const own = change.map((given): Change => ({ ...given, owner: 'ada' }));
  const commands = fc.commands(
    [
      fresh.map(create),
      fc.tuple(fresh, fc.constant('ada')).map(([given, owner]) => create({ ...given, owner })),
      change.map(create),
      change.map(update),
      own.map(update),
      fc.nat(3_000).map(advance),
    ],
    { maxCommands: 40, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(bounds, commands, async (given, script) => {
      const clock = fakeClock();
      const real = { clock, store: memoryTaskStore({ clock, ...given }) };
      await fc.asyncModelRun(() => ({ model: new NaiveTaskStore(given), real }), script);
    }),
    { numRuns: 60 },
  );
});
