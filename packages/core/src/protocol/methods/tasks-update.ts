import { ToolgateError } from '../../errors/toolgate-error.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import { findTask } from '../tasks/find-task.js';
import { hasEnded } from '../tasks/task-store.js';

/** `tasks/update`: answers to questions of a task. Those that are left stay asked. */
export async function tasksUpdate(request: MethodRequest): Promise<string> {
  const { runtime, message } = request;
  const task = await findTask(request);
  const { inputResponses } = message.params;
  if (!isObject(inputResponses)) throw new ToolgateError('INVALID_PARAMS', '"inputResponses" must be an object.');
  const run = runtime.tasks.run(task.taskId);
  if (run === undefined && !hasEnded(task)) {
    throw new ToolgateError('UNAVAILABLE', 'The task runs on another server, which alone can take answers to it.');
  }
  await run?.answer(inputResponses);
  return runtime.modern.complete('{}');
}
