import type { Awaitable } from '../call/awaitable.js';
import type { Caller } from '../identity/caller.js';
import { answerRequest } from '../protocol/answer.js';
import type { JsonRpcMessage } from '../protocol/json-rpc-message.js';
import { findSession } from './find-session.js';
import { headerRevision } from './header-revision.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import type { Accepted } from './media-type.js';
import { PostConnection } from './post-connection.js';
import { refusalHeaders } from './refuse.js';
import { Reply } from './reply.js';
import { takeInTime } from './take-in-time.js';

/** A message of the 2025 wire, in its session. */
export function postLegacy(
  exchange: HttpExchange,
  caller: Caller,
  message: JsonRpcMessage,
  accepted: Accepted,
): Awaitable<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  const revision = headerRevision(request);
  const initializes = message.kind === 'request' && message.method === 'initialize';
  const id = request.header('mcp-session-id');
  const sessionless = !runtime.keepsSessions || (initializes && id === undefined);
  const session = sessionless ? undefined : findSession(runtime, caller, id);
  const reply = new Reply({ exchange, caller, accepted, session });
  const agreed = runtime.keepsSessions ? session?.revision : (revision ?? '2025-03-26');
  const connection = new PostConnection({
    exchange,
    caller: { ...caller, session: session?.id },
    session,
    revision: agreed,
    reply,
  });
  if (message.kind !== 'request') {
    return takeInTime(exchange, message, connection);
  }
  runtime.activity.assertShare(lifetime);
  return () =>
    answerRequest(runtime, message, connection, lifetime, (answer) => {
      if (answer?.error !== undefined) response.addHeaders(refusalHeaders(exchange, answer.error));
      reply.finish(answer);
      return response.flushed();
    });
}
