import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { App } from '../plugin/app.js';
import type { Notices } from '../protocol/notify/notices.js';
import { boundedTaskStore } from '../protocol/tasks/bounded-task-store.js';
import { memoryTaskStore } from '../protocol/tasks/memory-task-store.js';
import { taskJson } from '../protocol/tasks/task-json.js';
import { Tasks } from '../protocol/tasks/tasks.js';
import { parsePositiveDuration } from '../settings/duration.js';
import type { ServerOptions } from './server-options.js';

/** How long a store may take for one thing. */
const storeMs = 10_000;

/** The server's tasks; whoever listens to one is told of each change. */
export function compileTasks(
  { tasks = {} }: ServerOptions,
  timeouts: (ms: number) => TimeoutQueue,
  { clock, log }: App,
  notices: Notices,
): Tasks {
  const { store = memoryTaskStore({ clock }), ttl = '1h', pollInterval = '1s' } = tasks;
  return new Tasks({
    store: boundedTaskStore(store, timeouts(storeMs)),
    clock,
    log,
    ttl: timeouts(parsePositiveDuration(ttl, 'tasks.ttl')),
    pollIntervalMs: parsePositiveDuration(pollInterval, 'tasks.pollInterval'),
    onChange: (task) => notices.taskChanged(task.taskId, taskJson(task)),
  });
}
