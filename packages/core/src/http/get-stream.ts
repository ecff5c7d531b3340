import { ToolgateError } from '../errors/toolgate-error.js';
import type { Caller } from '../identity/caller.js';
import { SessionSubscriber } from '../protocol/notify/session-subscriber.js';
import type { Session } from '../protocol/session/session.js';
import { streamsOf } from '../protocol/stream/streams-of.js';
import { findSession } from './find-session.js';
import { keepAlive } from './keep-alive.js';
import { parseAccept } from './media-type.js';
import { refuse } from './refuse.js';
import type { Finish, HttpExchange } from './serve-http.js';
import { streamHeaders } from './stream-headers.js';

/** GET: the stream for what belongs to no request, or with `Last-Event-ID` the rest of any stream of the session. */
export function getStream(exchange: HttpExchange, caller: Caller): Finish {
  const { runtime, request } = exchange;
  if (!parseAccept(request.headerList('accept')).stream) {
    throw new ToolgateError('NOT_ACCEPTABLE', 'A stream is sent as text/event-stream: accept that.');
  }
  const session = findSession(runtime, caller, request.header('mcp-session-id'));
  runtime.activity.assertOpen();
  runtime.sessions.touch(session);
  const lastEventId = request.header('last-event-id');
  return lastEventId === undefined ? listen(exchange, caller, session) : resume(exchange, caller, session, lastEventId);
}

function listen(exchange: HttpExchange, caller: Caller, session: Session): Finish {
  const { runtime, response } = exchange;
  const streams = streamsOf(session, runtime);
  if (streams.listening) {
    throw new ToolgateError('CONFLICT', 'This session has its stream open already: resume it with Last-Event-ID.');
  }
  const release = runtime.streams.open(caller, () => response.end());
  return () => {
    response.onClose(release);
    begin(exchange, caller);
    streams.standalone.open(response, session.revision >= '2025-11-25');
    session.push ??= (text) => streams.standalone.send(text);
    session.subscriber ??= new SessionSubscriber(session, caller);
    runtime.notices.add(session.subscriber);
  };
}

function resume(exchange: HttpExchange, caller: Caller, session: Session, lastEventId: string): Finish {
  const { runtime, response } = exchange;
  const position = session.streams?.find(lastEventId);
  if (position === undefined) throw gone();
  const release = runtime.streams.open(caller, () => response.end());
  const { stream, sequence } = position;
  return async () => {
    response.onClose(release);
    if (!(await stream.resume(response, sequence, () => begin(exchange, caller)))) refuse(runtime, response, gone());
  };
}

function begin({ runtime, response }: HttpExchange, { principal }: Caller): void {
  response.open(streamHeaders);
  keepAlive(response, { clock: runtime.clock, ticks: runtime.keepAlives, principal });
}

function gone(): ToolgateError {
  return new ToolgateError('NOT_FOUND', 'Nothing can be replayed from that Last-Event-ID: open a new stream.');
}
