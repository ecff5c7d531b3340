import { CancelledByClient } from '../cancelled.js';
import type { MethodRequest } from '../method.js';
import { findTask } from '../tasks/find-task.js';

/** `tasks/cancel`: the same answer for a task that has ended. */
export async function tasksCancel(request: MethodRequest): Promise<string> {
  const task = await findTask(request);
  await request.runtime.tasks.cancel(task, new CancelledByClient('the task was cancelled'));
  return request.runtime.modern.complete('{}');
}
