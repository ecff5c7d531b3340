import type { Awaitable } from '../../call/awaitable.js';
import { Lifetime } from '../../call/lifetime.js';
import { rpcCode } from '../../errors/error-kinds.js';
import { publicError } from '../../errors/public-error.js';
import { isOwnCancellation } from '../cancelled.js';
import type { BeginTask } from '../channel/modern-channel.js';
import { stateOwner } from '../input/round.js';
import { errorData, errorMessage } from '../json-rpc.js';
import type { MethodRequest } from '../method.js';
import { modernRevision } from '../modern/modern-revision.js';
import { isObject } from '../parse-message.js';
import { clientFeatures } from '../session/client-features.js';
import { taskJson } from './task-json.js';
import type { TaskRun } from './task-run.js';

/** Whether the client of a request knows the tasks extension. */
export function declaresTasks({ connection: { envelope } }: MethodRequest): boolean {
  return envelope !== undefined && clientFeatures(envelope.clientCapabilities, modernRevision).tasks;
}

/** Makes the text of a call's result; `begin` makes a task of it. */
type Work = (request: MethodRequest, begin: BeginTask) => Awaitable<string>;

/** Runs a call that may become a task: the answer is then the task, and the call goes on without its request (MCP 2026-07-28, tasks extension). */
export function callAsTask(request: MethodRequest, call: Work): Promise<string> {
  const { runtime, connection } = request;
  const lifetime = Lifetime.inside(request.lifetime);
  return new Promise((resolve, reject) => {
    let run: TaskRun | undefined;
    let answered = false;
    const isOver = (): boolean => answered || lifetime.aborted;
    const begin = async (): Promise<TaskRun> => {
      if (isOver()) throw tooLate();
      const begun = await runtime.tasks.begin(stateOwner(connection.caller), lifetime);
      if (isOver()) {
        // Nobody will ever hear of this task.
        runtime.tasks.forget(begun);
        lifetime.endLimit();
        await begun.cancel(tooLate());
        throw tooLate();
      }
      run = begun;
      // From here on the work belongs to the server, which waits for it when it drains.
      lifetime.release();
      runtime.activity.enterBackground(lifetime);
      resolve(JSON.stringify({ resultType: 'task', ...taskJson(begun.record), _meta: runtime.modern.meta(undefined) }));
      return begun;
    };
    const finish = async (): Promise<void> => {
      try {
        const text = await call({ ...request, lifetime }, begin);
        if (run === undefined) resolve(text);
        else await run.complete(resultOf(text));
      } catch (thrown) {
        if (run === undefined) reject(thrown);
        // A task that its client cancelled has ended already.
        else if (!isOwnCancellation(thrown, lifetime)) await fail(request, run, thrown);
      } finally {
        answered = true;
        if (run !== undefined) {
          runtime.tasks.forget(run);
          runtime.activity.leave(lifetime);
        }
        lifetime.endLimit();
        lifetime.release();
      }
    };
    void finish();
  });
}

function tooLate(): TypeError {
  return new TypeError('The call is over, so it cannot become a task any more.');
}

function resultOf(text: string): Readonly<Record<string, unknown>> {
  const result: unknown = JSON.parse(text);
  if (isObject(result)) return result;
  throw new TypeError('a result is an object');
}

function fail({ runtime, message }: MethodRequest, run: TaskRun, thrown: unknown): Promise<void> {
  const error = publicError(thrown, message.method, runtime.log);
  return run.fail({ code: rpcCode(error.code, '2026'), message: errorMessage(error), data: errorData(error) });
}
