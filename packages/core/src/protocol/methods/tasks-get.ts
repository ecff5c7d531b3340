import type { MethodRequest } from '../method.js';
import { findTask } from '../tasks/find-task.js';
import { taskJson } from '../tasks/task-json.js';

/** `tasks/get`: how far a task is, with its result or error once it has ended, or its questions. */
export async function tasksGet(request: MethodRequest): Promise<string> {
  return request.runtime.modern.complete(JSON.stringify(taskJson(await findTask(request))));
}
