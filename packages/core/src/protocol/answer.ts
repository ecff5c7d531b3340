import { Cancellation } from '../call/cancellation.js';
import { publicError } from '../errors/public-error.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import { CancelledByClient, cancelRequest } from './cancelled.js';
import { errorText, resultText } from './json-rpc.js';
import type { IncomingMessage, NotificationMessage, RequestMessage } from './message.js';
import { initialize } from './methods/initialize.js';
import { ping } from './methods/ping.js';
import { toolsCall } from './methods/tools-call.js';
import { toolsList } from './methods/tools-list.js';
import type { Connection, Method } from './request.js';

/** The response to one request. */
export interface Answer {
  readonly text: string;
  /** Set where the text is an error response, not a result. */
  readonly error?: ToolgateError;
}

/** Methods of the revisions that open with `initialize`. */
const methods = new Map<string, Method>([
  ['initialize', initialize],
  ['ping', ping],
  ['tools/list', toolsList],
  ['tools/call', toolsCall],
]);

/** Answers one request, with a result or an error; undefined when the client cancelled it. Never throws. */
export async function answerRequest(
  runtime: Runtime,
  message: RequestMessage,
  connection: Connection,
  length: number,
): Promise<Answer | undefined> {
  const lifetime = new Cancellation();
  const inFlight = connection.session?.inFlight;
  if (inFlight?.has(message.id) === true) {
    const reason = `A request with the id ${JSON.stringify(message.id)} is in flight.`;
    return refusal(runtime, message, new ToolgateError('INVALID_REQUEST', reason));
  }
  try {
    runtime.activity.enter(lifetime);
    inFlight?.set(message.id, lifetime);
    if (runtime.receiving.length > 0) await receive(runtime, message, connection, length);
    const method = findMethod(message.method, connection);
    const result = await method({ runtime, message, connection, lifetime });
    return { text: resultText(message.id, result) };
  } catch (error) {
    if (error instanceof CancelledByClient) return undefined;
    return refusal(runtime, message, error);
  } finally {
    inFlight?.delete(message.id);
    runtime.activity.leave(lifetime);
  }
}

function findMethod(name: string, connection: Connection): Method {
  const method = methods.get(name);
  if (method === undefined) throw new ToolgateError('METHOD_NOT_FOUND', `Unknown method: ${name}`);
  if (connection.session === undefined && method !== initialize && method !== ping) {
    throw new ToolgateError('INVALID_REQUEST', 'Send initialize first.');
  }
  return method;
}

/** Takes a notification. Throws only what a plugin's `receive` throws. */
export async function takeNotification(
  runtime: Runtime,
  message: NotificationMessage,
  connection: Connection,
  length: number,
): Promise<void> {
  await receive(runtime, message, connection, length);
  if (message.method === 'notifications/cancelled') cancelRequest(connection.session, message.params);
}

/** Lets every plugin look at a message before it is dispatched. */
export async function receive(
  runtime: Runtime,
  message: IncomingMessage,
  { caller }: Connection,
  length: number,
): Promise<void> {
  const method = message.kind === 'response' ? undefined : message.method;
  const id = message.kind === 'notification' ? undefined : message.id;
  for (const plugin of runtime.receiving) {
    await plugin.receive?.({ method, id, length, era: caller.era, transport: caller.transport }, caller);
  }
}

function refusal(runtime: Runtime, { id, method }: RequestMessage, thrown: unknown): Answer {
  const error = publicError(thrown, method, runtime.log);
  return { text: errorText(id, error), error };
}
