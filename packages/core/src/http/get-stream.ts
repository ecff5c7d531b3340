import { ToolgateError } from '../errors/toolgate-error.js';
import type { Caller } from '../identity/caller.js';
import { SessionSubscriber } from '../protocol/notify/session-subscriber.js';
import type { Session } from '../protocol/session/session.js';
import type { StreamPosition } from '../protocol/stream/session-streams.js';
import { streamsOf } from '../protocol/stream/streams-of.js';
import { findSession } from './find-session.js';
import { headerRevision } from './header-revision.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import { keepAlive } from './keep-alive.js';
import { parseAccept } from './media-type.js';
import { refuse } from './refuse.js';
import { streamHeaders } from './stream-headers.js';

/** GET: the stream for what belongs to no request, or with `Last-Event-ID` the rest of any stream of the session. */
export function getStream(exchange: HttpExchange, caller: Caller): Finish {
  const { runtime, request, response } = exchange;
  if (!parseAccept(request.headerList('accept')).stream) {
    throw new ToolgateError('NOT_ACCEPTABLE', 'A stream is sent as text/event-stream: accept that.');
  }
  headerRevision(request);
  const session = findSession(runtime, caller, request.header('mcp-session-id'));
  runtime.activity.assertOpen();
  runtime.sessions.touch(session);
  const lastEventId = request.header('last-event-id');
  const position = lastEventId === undefined ? undefined : session.streams?.find(lastEventId);
  if (lastEventId !== undefined && position === undefined) throw gone();
  // The rest of an answer is worth waiting for while the server drains.
  const listens = position === undefined || session.streams?.isStandalone(position.stream) === true;
  const end = (): void => {
    if (listens) response.end();
  };
  const release = runtime.streams.open(caller, end);
  response.onClose(() => {
    release();
    // Idle from here on: a client that listens may say nothing for days.
    runtime.sessions.touch(session);
  });
  return async () => {
    try {
      // It may have ended a moment ago.
      findSession(runtime, caller, session.id);
      if (position === undefined) listen(exchange, caller, session);
      else await resume(exchange, caller, session, position);
    } catch (error) {
      refuse(exchange, error);
    }
  };
}

function listen(exchange: HttpExchange, caller: Caller, session: Session): void {
  const { runtime, response } = exchange;
  const streams = streamsOf(session, runtime);
  if (streams.listening) {
    throw new ToolgateError('CONFLICT', 'This session has its stream open already: resume it with Last-Event-ID.');
  }
  begin(exchange, caller, session);
  streams.standalone.open(response, session.revision >= '2025-11-25');
  session.push ??= (text) => streams.standalone.push(text);
  session.subscriber ??= new SessionSubscriber(session, caller);
  runtime.notices.add(session.subscriber);
}

async function resume(
  exchange: HttpExchange,
  caller: Caller,
  session: Session,
  { stream, sequence }: StreamPosition,
): Promise<void> {
  const resumed = await stream.resume(exchange.response, sequence, () => begin(exchange, caller, session));
  if (!resumed) throw gone();
}

function begin({ runtime, response }: HttpExchange, { principal }: Caller, session: Session): void {
  response.open(streamHeaders);
  const alive = () => runtime.sessions.isOpen(session);
  keepAlive(response, { clock: runtime.clock, ticks: runtime.keepAlives, principal, alive });
}

function gone(): ToolgateError {
  return new ToolgateError('NOT_FOUND', 'Nothing can be replayed from that Last-Event-ID: open a new stream.');
}
