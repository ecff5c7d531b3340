import { randomBytes } from 'node:crypto';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { type Caller, callerKey } from '../../identity/caller.js';
import { Peer } from '../../protocol/peer.js';
import type { Session, SessionInit } from '../../protocol/session/session.js';
import { sseEvent } from '../../protocol/stream/sse-event.js';
import type { Finish, HttpExchange } from '../http-exchange.js';
import { keepAlive } from '../keep-alive.js';
import { parseAccept } from '../media-type.js';
import { streamHeaders } from '../stream-headers.js';

/** Bytes of answers a client may leave unread before it is cut. */
const maxWaiting = 16 * 1024 * 1024;

/** GET of HTTP+SSE (MCP 2024-11-05, transports): a stream for all answers, which first says where to post. The session ends with it. */
export function openSse(exchange: HttpExchange, caller: Caller): Finish {
  const { runtime, endpoint, request, response } = exchange;
  if (!parseAccept(request.headerList('accept')).stream) {
    throw new ToolgateError('NOT_ACCEPTABLE', 'A stream is sent as text/event-stream: accept that.');
  }
  runtime.activity.assertOpen();
  const { principal, address } = caller;
  const owner = callerKey(caller);
  const id = randomBytes(16).toString('base64url');
  const write = async (text: string): Promise<void> => {
    if (response.waiting > maxWaiting) response.fail();
    else response.write(sseEvent(text));
  };
  const waiting = (): number => response.waiting;
  let session: Session | undefined;
  const openSession = (init: SessionInit): Session => {
    session = runtime.sessions.open(init);
    session.hangUp = end;
    return session;
  };
  const peer = new Peer({ runtime, principal, address, transport: 'http', write, waiting, openSession });
  // What is in flight has no other way to its answer.
  const end = (): void => void peer.idle().then(() => response.end());
  const release = runtime.streams.open(caller, end);
  return () => {
    runtime.sseConnections.add(id, { owner, peer });
    response.onClose(() => {
      release();
      runtime.sseConnections.remove(id);
      peer.close();
      if (session !== undefined) runtime.sessions.close(session, 'deleted');
    });
    response.open(streamHeaders);
    response.write(`event: endpoint\ndata: ${request.mountPath}${endpoint.messagesPath}?sessionId=${id}\n\n`);
    const alive = () => session === undefined || runtime.sessions.isOpen(session);
    keepAlive(response, { clock: runtime.clock, ticks: runtime.keepAlives, principal, alive });
  };
}
