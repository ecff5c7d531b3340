import type { Caller } from '../identity/caller.js';
import { answerRequest, takeMessage } from '../protocol/answer.js';
import { CancelledByClient } from '../protocol/cancelled.js';
import type { Connection } from '../protocol/connection.js';
import type { JsonRpcMessage } from '../protocol/json-rpc-message.js';
import { checkModernNotification } from '../protocol/modern/check-modern-notification.js';
import { checkModernRequest } from '../protocol/modern/check-modern-request.js';
import type { Envelope } from '../protocol/modern/envelope.js';
import { headerMismatch } from '../protocol/modern/header-mismatch.js';
import { modernRevision } from '../protocol/modern/modern-revision.js';
import type { HeaderReader } from '../protocol/modern/routing-headers.js';
import type { IncomingHttp } from './http-request.js';
import type { Accepted } from './media-type.js';
import { refusalHeaders } from './refuse.js';
import { Reply } from './reply.js';
import type { Finish, HttpExchange } from './serve-http.js';

/** A message of 2026-07-28: it says itself all there is to know of its client, and ends with its connection. */
export async function postModern(
  exchange: HttpExchange,
  caller: Caller,
  message: JsonRpcMessage,
  accepted: Accepted,
): Promise<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  const header = headerReader(request);
  const reply = new Reply({ exchange, caller, accepted, session: undefined });
  if (message.kind !== 'request') {
    if (message.kind === 'notification') checkModernNotification(message, header);
    await takeMessage(runtime, message, new ModernConnection(caller, undefined, header, reply));
    return () => response.send(202, [], '');
  }
  runtime.activity.assertShare(lifetime);
  const connection = new ModernConnection(caller, checkModernRequest(message, header), header, reply);
  let answered = false;
  response.onClose(() => {
    if (!answered) lifetime.abort(new CancelledByClient('the connection was closed'));
  });
  return () =>
    answerRequest(runtime, message, connection, lifetime, (answer) => {
      answered = true;
      if (answer?.error !== undefined) response.addHeaders(refusalHeaders(runtime, answer.error));
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

/** One POST of the 2026 wire. */
class ModernConnection implements Connection {
  readonly session = undefined;
  readonly hungUp = undefined;
  readonly revision = modernRevision;
  // Another request cannot name this one: whoever wants to end it closes its connection.
  readonly inFlight = undefined;
  readonly caller: Caller;
  readonly envelope: Envelope | undefined;
  readonly header: HeaderReader;
  readonly #reply: Reply;

  constructor(caller: Caller, envelope: Envelope | undefined, header: HeaderReader, reply: Reply) {
    this.caller = caller;
    this.envelope = envelope;
    this.header = header;
    this.#reply = reply;
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

  // There is no initialize on this wire.
  open(): void {}

  // A stream of this wire cannot be resumed.
  closeStream(): void {}
}
