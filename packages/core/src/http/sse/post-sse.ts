import { ToolgateError } from '../../errors/toolgate-error.js';
import { type Caller, callerKey } from '../../identity/caller.js';
import { assertSize, largestMessage } from '../../protocol/message-size.js';
import { parseMessage } from '../../protocol/parse-message.js';
import { isBatch } from '../../protocol/split-batch.js';
import type { Finish, HttpExchange } from '../http-exchange.js';
import { checkMediaType } from '../media-type.js';

/** POST of HTTP+SSE: takes one message; its answer comes on the stream the client has open. */
export async function postSse(exchange: HttpExchange, caller: Caller): Promise<Finish> {
  const { runtime, request, response, lifetime } = exchange;
  checkMediaType(request);
  const id = request.query('sessionId');
  const connection = id === undefined ? undefined : runtime.sseConnections.find(id, callerKey(caller));
  if (connection === undefined)
    throw new ToolgateError('NOT_FOUND', 'There is no such session: open the stream again.');
  const text = await request.body(largestMessage(runtime), lifetime);
  // Refused here, where the client that made the mistake hears of it.
  if (isBatch(text)) connection.peer.batchItems(text);
  else assertSize(parseMessage(text, runtime.limits), runtime);
  return () => {
    connection.peer.renew(caller);
    // From here on the message counts, and not the request that brought it.
    runtime.activity.leave(lifetime);
    response.send(202, ['content-type', 'text/plain'], 'Accepted');
    void connection.peer.receive(text);
  };
}
