import { describe, expect, it } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import { UnavailableError } from '../../src/errors/toolgate-error.js';
import { type MemoryTaskStoreOptions, memoryTaskStore } from '../../src/protocol/tasks/memory-task-store.js';
import { hasEnded, type TaskRecord, type TaskStore } from '../../src/protocol/tasks/task-store.js';

function storeWith(options: Omit<MemoryTaskStoreOptions, 'clock'> = {}) {
  const clock = fakeClock();
  return { clock, store: memoryTaskStore({ clock, ...options }) };
}

function task(taskId: string, owner = 'ada', change: Partial<TaskRecord> = {}): TaskRecord {
  const now = fakeClock().wallTime();
  const times = { createdAt: now, lastUpdatedAt: now, ttlMs: 60_000, pollIntervalMs: 5_000 };
  return { taskId, owner, status: 'working', ...times, ...change };
}

const done = (taskId: string, owner = 'ada', text = ''): TaskRecord =>
  task(taskId, owner, { status: 'completed', result: { text } });

async function known(store: TaskStore, taskIds: readonly string[]): Promise<string[]> {
  const tasks = await Promise.all(taskIds.map((taskId) => store.get(taskId)));
  return tasks.flatMap((kept) => (kept === undefined ? [] : [kept.taskId]));
}

const unavailable = (message: string): object => ({ code: 'UNAVAILABLE', message, retryAfterMs: 5_000 });
const noRoom = unavailable('The server has no room for this task.');

describe('memoryTaskStore', () => {
  it('gives back the record that was created, to the end of its time', async () => {
    const { clock, store } = storeWith();
    await store.create(task('1'));
    await clock.advance(59_999);
    expect(await store.get('1')).toEqual(task('1'));
    await clock.advance(1);
    expect(await store.get('1')).toBeUndefined();
    expect(await store.update(done('1'))).toBe(false);
  });

  it('follows a time to live that an update changes', async () => {
    const { clock, store } = storeWith();
    await store.create(task('1'));
    await store.create(task('2'));
    expect(await store.update(task('1', 'ada', { ttlMs: 90_000 }))).toBe(true);
    expect(await store.update(task('2', 'ada', { ttlMs: 10_000 }))).toBe(true);
    await clock.advance(10_000);
    expect(await known(store, ['1', '2'])).toEqual(['1']);
    await clock.advance(79_999);
    expect(await known(store, ['1'])).toEqual(['1']);
    await clock.advance(1);
    expect(await known(store, ['1'])).toEqual([]);
  });

  it('expires a task when the wall clock is moved on past it', async () => {
    const clock = fakeClock();
    let moved = 0;
    const store = memoryTaskStore({ clock: { ...clock, wallTime: () => clock.wallTime() + moved }, maxTasks: 1 });
    await store.create(task('1'));
    moved = 60_000;
    expect(await store.get('1')).toBeUndefined();
    await store.create(task('1', 'bob', { ttlMs: 120_000 }));
    await clock.advance(59_999);
    expect(await known(store, ['1'])).toEqual(['1']);
  });

  it('refuses an id that is taken', async () => {
    const { store } = storeWith();
    await store.create(task('1'));
    const message = 'The task 1 exists already: give each task an id of its own.';
    await expect(store.create(task('1', 'bob'))).rejects.toThrow(new TypeError(message));
    expect((await store.get('1'))?.owner).toBe('ada');
  });

  it.each(['completed', 'failed', 'cancelled'] as const)('never changes a task that is %s', async (status) => {
    const { store } = storeWith();
    await store.create(task('1'));
    const ended = task('1', 'ada', { status });
    expect([await store.update(ended), await store.update(task('1'))]).toEqual([true, false]);
    expect([await store.get('1'), hasEnded(ended)]).toEqual([ended, true]);
  });

  it('updates no task of another owner and none it does not know', async () => {
    const { store } = storeWith();
    await store.create(task('1'));
    expect([await store.update(done('1', 'bob')), await store.update(done('2'))]).toEqual([false, false]);
    expect(await store.get('1')).toEqual(task('1'));
  });

  it('keeps its records apart from what callers do to theirs', async () => {
    const { store } = storeWith();
    const result = { content: [{ type: 'text', text: 'before' }] };
    await store.create(task('1', 'ada', { status: 'completed', result }));
    result.content.push({ type: 'text', text: 'after' });
    const first = await store.get('1');
    if (Array.isArray(first?.result?.content)) first.result.content.length = 0;
    expect((await store.get('1'))?.result).toEqual({ content: [{ type: 'text', text: 'before' }] });
  });

  it('makes room for an owner at its cap with its own ended tasks, the one that ended longest ago first', async () => {
    const { store } = storeWith({ maxTasksPerOwner: 3 });
    await store.create(done('other', 'bob'));
    for (const taskId of ['1', '2', '3']) await store.create(task(taskId));
    await store.update(done('2'));
    await store.update(done('1'));
    await store.create(task('4'));
    expect(await known(store, ['other', '1', '2', '3', '4'])).toEqual(['other', '1', '3', '4']);
    await store.create(task('5'));
    await expect(store.create(task('6'))).rejects.toMatchObject(
      unavailable('This caller has 3 tasks running: wait for one to end.'),
    );
    expect(await known(store, ['other', '3', '4', '5', '6'])).toEqual(['other', '3', '4', '5']);
    await store.create(task('6', 'bob'));
  });

  it('makes room at the overall cap with ended tasks of the owner, then of anyone, never with running ones', async () => {
    const { store } = storeWith({ maxTasks: 4 });
    await store.create(done('b1', 'bob'));
    await store.create(done('a1'));
    await store.create(done('a2'));
    await store.create(task('a3'));
    await store.create(task('a4'));
    expect(await known(store, ['b1', 'a1', 'a2', 'a3', 'a4'])).toEqual(['b1', 'a2', 'a3', 'a4']);
    await store.create(task('a5'));
    await store.create(task('a6'));
    expect(await known(store, ['b1', 'a2', 'a3', 'a4', 'a5', 'a6'])).toEqual(['a3', 'a4', 'a5', 'a6']);
    await expect(store.create(task('b2', 'bob'))).rejects.toMatchObject(noRoom);
  });

  it('makes room for a large result, and evicts nothing when that is not enough', async () => {
    const { store } = storeWith({ maxBytes: '16kb' });
    await store.create(done('1', 'bob', 'x'.repeat(5_000)));
    await store.create(done('2', 'bob', 'x'.repeat(5_000)));
    await store.create(task('3'));
    await expect(store.update(done('3', 'ada', 'x'.repeat(16_000)))).rejects.toMatchObject(noRoom);
    await expect(store.create(done('4', 'ada', 'x'.repeat(16_000)))).rejects.toThrow(UnavailableError);
    expect(await known(store, ['1', '2', '3', '4'])).toEqual(['1', '2', '3']);
    expect(await store.update(done('3', 'ada', 'x'.repeat(6_000)))).toBe(true);
    expect(await known(store, ['1', '2', '3'])).toEqual(['2', '3']);
  });

  it('always has room for a task to end with a short error', async () => {
    const { store } = storeWith({ maxBytes: '16kb' });
    const taskIds: string[] = [];
    for (let id = 0; (await store.create(task(`${id}`)).catch(() => 'full')) !== 'full'; id++) taskIds.push(`${id}`);
    for (const taskId of taskIds) {
      const error = { code: -32603, message: 'x'.repeat(900) };
      expect(await store.update(task(taskId, 'ada', { status: 'failed', error }))).toBe(true);
    }
    expect(taskIds.length).toBeGreaterThan(5);
    expect(await known(store, taskIds)).toEqual(taskIds);
  });

  it('has room for 100 tasks of an owner, 10,000 in all and 64 MiB unless told otherwise', async () => {
    const { store } = storeWith();
    for (let id = 0; id < 10_000; id++) await store.create(task(`${id}`, `owner ${Math.floor(id / 100)}`));
    await expect(store.create(task('x', 'owner 1'))).rejects.toMatchObject({ message: /100 tasks running/ });
    await expect(store.create(task('x', 'another'))).rejects.toMatchObject(noRoom);
    const { store: empty } = storeWith();
    await empty.create(done('1', 'ada', 'x'.repeat(63 * 1024 ** 2)));
    await expect(empty.create(done('2', 'ada', 'x'.repeat(64 * 1024 ** 2)))).rejects.toMatchObject(noRoom);
  });

  const refused: readonly (readonly [Omit<MemoryTaskStoreOptions, 'clock'>, string])[] = [
    [{ maxTasks: 0 }, 'memoryTaskStore.maxTasks is 0: use a whole number above 0.'],
    [{ maxTasksPerOwner: 0.5 }, 'memoryTaskStore.maxTasksPerOwner is 0.5: use a whole number above 0.'],
    [{ maxBytes: -1 }, 'memoryTaskStore.maxBytes is -1: use bytes or text such as "512kb", "1mb".'],
    [{ maxBytes: '0.5b' }, 'memoryTaskStore.maxBytes is 0: use a whole number above 0.'],
  ];
  it.each(refused)('refuses %j', (options, message) => {
    expect(() => storeWith(options)).toThrow(new TypeError(message));
  });

  it('refuses an option it does not know', () => {
    const options: Omit<MemoryTaskStoreOptions, 'clock'> & { maxTask: number } = { maxTask: 1 };
    expect(() => storeWith(options)).toThrow(
      'memoryTaskStore.maxTask does not exist: use one of clock, maxTasks, maxTasksPerOwner, maxBytes.',
    );
  });
});
