import { bounded } from '../../call/bounded.js';
import type { TimeoutQueue } from '../../call/timeout-queue.js';
import type { TaskStore } from './task-store.js';

/** The same store, whose calls reject with an UnavailableError where it gives no answer within the queue's time. */
export function boundedTaskStore(store: TaskStore, timeouts: TimeoutQueue): TaskStore {
  const what = 'the task store';
  return {
    create: async (task) => bounded(store.create(task), timeouts, what),
    get: async (taskId) => bounded(store.get(taskId), timeouts, what),
    update: async (task) => bounded(store.update(task), timeouts, what),
  };
}
