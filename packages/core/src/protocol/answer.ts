import { type Awaitable, andThen, inTurn, orElse } from '../call/awaitable.js';
import { bounded } from '../call/bounded.js';
import type { Lifetime } from '../call/lifetime.js';
import { publicError } from '../errors/public-error.js';
import { PublishedError } from '../errors/published-error.js';
import { AuthenticationError, ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import { cancelRequest, isOwnCancellation } from './cancelled.js';
import type { Connection } from './connection.js';
import { errorText, responseText } from './json-rpc.js';
import type {
  JsonRpcMessage,
  Message,
  NotificationMessage,
  RequestMessage,
  ResponseMessage,
} from './json-rpc-message.js';
import { findMethod } from './methods.js';
import { latestLegacyRevision } from './revisions.js';

const keepStatus: ReadonlySet<string> = new Set(['MISSING_CLIENT_CAPABILITY', 'RATE_LIMITED']);

/** The response to one request. */
export interface Answer {
  readonly text: string;
  /** Set where the request was refused, with the status and headers of that; not for an error of the operation it called. */
  readonly error?: ToolgateError;
}

/** Hands over the answer, undefined when the client cancelled; what it returns settles when the last byte is on its way. */
export type Deliver = (answer: Answer | undefined) => Promise<void> | undefined;

/** Answers one request, exactly once, with a result or an error. Settles when the answer is delivered. */
export function answerRequest(
  runtime: Runtime,
  message: RequestMessage,
  connection: Connection,
  lifetime: Lifetime,
  deliver: Deliver,
): Awaitable<void> {
  const { session, inFlight } = connection;
  if (inFlight?.has(message.id) === true) {
    const reason = `A request with the id ${JSON.stringify(message.id)} is in flight.`;
    return deliver(refusal(runtime, message, connection, new ToolgateError('INVALID_REQUEST', reason)));
  }
  inFlight?.set(message.id, lifetime);
  return andThen(answerWithin(lifetime, runtime, message, connection), (answer) => {
    inFlight?.delete(message.id);
    // A session is idle from its last answer on, not from its last question.
    if (session !== undefined) runtime.sessions.touch(session);
    runtime.notices.tellChanged();
    return deliver(answer);
  });
}

/** Never throws. */
function answerWithin(
  lifetime: Lifetime,
  runtime: Runtime,
  message: RequestMessage,
  connection: Connection,
): Awaitable<Answer | undefined> {
  return orElse<Answer | undefined>(
    () => {
      runtime.activity.assertOpen();
      assertCurrent(runtime, connection);
      return andThen(receive(runtime, message, connection), () => {
        const method = findMethod(message.method, connection, runtime);
        const revision = connection.revision ?? latestLegacyRevision;
        const result = method({ runtime, message, connection, lifetime, revision });
        return andThen(result, (text) => ({ text: responseText(message.id, text) }));
      });
    },
    (error) => {
      if (isOwnCancellation(error, lifetime)) return undefined;
      return refusal(runtime, message, connection, error);
    },
  );
}

/** A connection outlives its credential: on stdio the caller is authenticated once. */
function assertCurrent({ clock }: Runtime, { caller }: Connection): void {
  const expiresAt = caller.principal?.expiresAt;
  if (expiresAt === undefined || expiresAt > clock.wallTime()) return;
  throw new AuthenticationError('The credential has expired.');
}

/** Takes a notification or a response. Throws only what a plugin's `receive` throws. */
export async function takeMessage(
  runtime: Runtime,
  message: NotificationMessage | ResponseMessage,
  connection: Connection,
): Promise<void> {
  await receive(runtime, message, connection);
  if (connection.session !== undefined) runtime.sessions.touch(connection.session);
  if (message.kind === 'response') connection.session?.requests?.settle(message);
  else if (message.method === 'notifications/cancelled') cancelRequest(connection.inFlight, message.params);
}

/** Lets every plugin look at a message before it is dispatched. */
function receive(runtime: Runtime, message: JsonRpcMessage, { caller }: Connection): Awaitable<void> {
  if (runtime.receiving.length === 0) return;
  const method = message.kind === 'response' ? undefined : message.method;
  const id = message.kind === 'notification' ? undefined : message.id;
  const seen: Message = { method, id, bytes: message.bytes, era: caller.era, transport: caller.transport };
  return inTurn(runtime.receiving, (plugin) =>
    bounded(plugin.receive?.(seen, caller), runtime.pluginTimeouts, plugin.name),
  );
}

function refusal(runtime: Runtime, { id, method }: RequestMessage, { caller }: Connection, thrown: unknown): Answer {
  const error = publicError(thrown, method, runtime.log);
  const text = errorText(id, error, caller.era);
  // What a handler or its plugins throw is told in band (MCP 2026-07-28), but for what the client's side must act on.
  const served = thrown instanceof PublishedError && !keepStatus.has(error.code);
  return served ? { text } : { text, error };
}
