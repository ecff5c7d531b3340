import { ProtocolError } from '../../errors/protocol-error.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { stateOwner } from '../input/round.js';
import type { MethodRequest } from '../method.js';
import { extensionKeys } from '../modern/modern-revision.js';
import { declaresTasks } from './call-as-task.js';
import type { TaskRecord } from './task-store.js';

/** The caller's own task that a request names. Throws where the client did not declare the extension, and for any other task. */
export async function findTask(request: MethodRequest): Promise<TaskRecord> {
  const { runtime, message, connection } = request;
  if (!declaresTasks(request)) {
    const requiredCapabilities = { extensions: { [extensionKeys.tasks]: {} } };
    throw new ProtocolError('MISSING_CLIENT_CAPABILITY', 'Declare the tasks extension to use tasks.', {
      requiredCapabilities,
    });
  }
  const { taskId } = message.params;
  if (typeof taskId !== 'string') throw new ToolgateError('INVALID_PARAMS', '"taskId" must be a string.');
  const task = await runtime.tasks.find(taskId, stateOwner(connection.caller));
  if (task !== undefined) return task;
  runtime.authentication.assertKnown(connection.caller);
  throw new ToolgateError('INVALID_PARAMS', 'There is no such task, or it has expired.');
}
