import type { Awaitable } from '../call/awaitable.js';
import type { Caller } from '../identity/caller.js';
import { answerRequest } from '../protocol/answer.js';
import { CancelledByClient } from '../protocol/cancelled.js';
import type { JsonRpcMessage } from '../protocol/json-rpc-message.js';
import { checkModernNotification } from '../protocol/modern/check-modern-notification.js';
import { checkModernRequest } from '../protocol/modern/check-modern-request.js';
import { headerMismatch } from '../protocol/modern/header-mismatch.js';
import { modernRevision } from '../protocol/modern/modern-revision.js';
import type { HeaderReader } from '../protocol/modern/routing-headers.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import type { IncomingHttp } from './http-request.js';
import type { Accepted } from './media-type.js';
import { PostConnection } from './post-connection.js';
import { refusalHeaders } from './refuse.js';
import { Reply } from './reply.js';
import { takeInTime } from './take-in-time.js';

/** A message of 2026-07-28: it says itself all there is to know of its client, and ends with its connection. */
export function postModern(
  exchange: HttpExchange,
  caller: Caller,
  message: JsonRpcMessage,
  accepted: Accepted,
): Awaitable<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  const header = headerReader(request);
  const reply = new Reply({ exchange, caller, accepted, session: undefined });
  if (message.kind !== 'request') {
    if (message.kind === 'notification') checkModernNotification(message, header);
    const connection = new PostConnection({ exchange, caller, revision: modernRevision, header, reply });
    return takeInTime(exchange, message, connection);
  }
  runtime.activity.assertShare(lifetime);
  const connection = new PostConnection({
    exchange,
    caller,
    revision: modernRevision,
    envelope: checkModernRequest(message, header),
    header,
    reply,
  });
  let answered = false;
  response.onClose(() => {
    if (!answered) lifetime.abort(new CancelledByClient('the connection was closed'));
  });
  return () =>
    answerRequest(runtime, message, connection, lifetime, (answer) => {
      answered = true;
      if (answer?.error !== undefined) response.addHeaders(refusalHeaders(exchange, answer.error));
      reply.finish(answer);
      return response.flushed();
    });
}

/** Throws HEADER_MISMATCH for a header sent twice: clients of both eras take that, and only that, for an answer of this wire. */
function headerReader(request: IncomingHttp): HeaderReader {
  return (name) => {
    try {
      return request.header(name);
    } catch {
      throw headerMismatch(`${name} was sent twice`);
    }
  };
}
