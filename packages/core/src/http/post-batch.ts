import type { Caller } from '../identity/caller.js';
import { answerBatch, batchRevision, parseBatch } from '../protocol/batch.js';
import { assertWithin } from '../protocol/message-size.js';
import { MessageError, type MessageText } from '../protocol/parse-message.js';
import { findSession } from './find-session.js';
import { headerRevision } from './header-revision.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import type { Accepted } from './media-type.js';
import { PostConnection } from './post-connection.js';
import { Reply } from './reply.js';

/** POST of an array, which only sessions of 2025-03-26 have: answered by an array, or by a stream once something is sent before. */
export async function postBatch(
  exchange: HttpExchange,
  caller: Caller,
  text: MessageText,
  accepted: Accepted,
): Promise<Finish> {
  const { runtime, request, response } = exchange;
  assertWithin(text.bytes, runtime.limits.body);
  const items = parseBatch(text, runtime.limits);
  const id = request.header('mcp-session-id');
  const session = id === undefined ? undefined : findSession(runtime, caller, id);
  if (session?.revision !== batchRevision) {
    throw new MessageError('INVALID_REQUEST', 'Batches belong to sessions of 2025-03-26: send one message.');
  }
  headerRevision(request);
  if (items.some((item) => 'kind' in item && item.kind === 'request')) runtime.activity.assertOpen();
  const reply = new Reply({ exchange, caller, accepted, session });
  const connection = new PostConnection({
    exchange,
    caller: { ...caller, session: id },
    session,
    revision: session.revision,
    reply,
  });
  return async () => {
    const answers: string[] = [];
    await answerBatch(runtime, items, connection, (answer) => {
      // Once the stream is open each answer is an event of its own.
      if (reply.streaming) reply.send(answer);
      else answers.push(answer);
    });
    if (answers.length === 0 && !reply.streaming) response.send(202, [], '');
    else if (reply.streaming || !accepted.json) {
      for (const answer of answers) reply.send(answer);
      reply.finish(undefined);
    } else reply.finish({ text: `[${answers.join(',')}]` });
    await response.flushed();
  };
}
