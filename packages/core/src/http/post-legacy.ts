import type { Lifetime } from '../call/lifetime.js';
import type { Caller } from '../identity/caller.js';
import { answerRequest, takeMessage } from '../protocol/answer.js';
import type { Connection } from '../protocol/connection.js';
import type { JsonRpcMessage, RequestId } from '../protocol/json-rpc-message.js';
import type { LegacyRevision } from '../protocol/revisions.js';
import type { Session, SessionInit } from '../protocol/session/session.js';
import { findSession } from './find-session.js';
import { headerRevision } from './header-revision.js';
import type { Accepted } from './media-type.js';
import { refusalHeaders } from './refuse.js';
import { Reply } from './reply.js';
import type { Finish, HttpExchange } from './serve-http.js';

/** A message of the 2025 wire, in its session. */
export async function postLegacy(
  exchange: HttpExchange,
  caller: Caller,
  message: JsonRpcMessage,
  accepted: Accepted,
): Promise<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  const revision = headerRevision(request);
  const initializes = message.kind === 'request' && message.method === 'initialize';
  const id = request.header('mcp-session-id');
  const sessionless = !runtime.keepsSessions || (initializes && id === undefined);
  const session = sessionless ? undefined : findSession(runtime, caller, id);
  const reply = new Reply({ exchange, caller, accepted, session });
  const agreed = runtime.keepsSessions ? session?.revision : (revision ?? '2025-03-26');
  const connection = new LegacyConnection(exchange, { ...caller, session: session?.id }, session, agreed, reply);
  if (message.kind !== 'request') {
    await takeMessage(runtime, message, connection);
    return () => response.send(202, [], '');
  }
  runtime.activity.assertShare(lifetime);
  return () =>
    answerRequest(runtime, message, connection, lifetime, (answer) => {
      if (answer?.error !== undefined) response.addHeaders(refusalHeaders(runtime, answer.error));
      reply.finish(answer);
      return response.flushed();
    });
}

/** One POST of the 2025 wire. */
export class LegacyConnection implements Connection {
  readonly caller: Caller;
  readonly session: Session | undefined;
  readonly revision: LegacyRevision | undefined;
  readonly envelope = undefined;
  readonly header = undefined;
  readonly hungUp = undefined;
  readonly #exchange: HttpExchange;
  readonly #reply: Reply;

  constructor(
    exchange: HttpExchange,
    caller: Caller,
    session: Session | undefined,
    revision: LegacyRevision | undefined,
    reply: Reply,
  ) {
    this.#exchange = exchange;
    this.caller = caller;
    this.session = session;
    this.revision = revision;
    this.#reply = reply;
  }

  get inFlight(): Map<RequestId, Lifetime> | undefined {
    return this.session?.inFlight;
  }

  notify(text: string): void {
    this.#reply.notify(text);
  }

  send(text: string): boolean {
    return this.#reply.send(text);
  }

  push(text: string): boolean {
    return this.#reply.push(text);
  }

  open(init: SessionInit): void {
    const { runtime, response } = this.#exchange;
    if (runtime.keepsSessions) response.addHeaders(['mcp-session-id', runtime.sessions.open(init).id]);
  }

  closeStream(retryMs: number): void {
    this.#reply.closeStream(retryMs);
  }
}
