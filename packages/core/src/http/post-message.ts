import type { Caller } from '../identity/caller.js';
import { assertSize } from '../protocol/message-size.js';
import { classifyMessage } from '../protocol/modern/classify-message.js';
import { parseMessage } from '../protocol/parse-message.js';
import { isBatch } from '../protocol/split-batch.js';
import { bodyLimit } from './body-limit.js';
import { checkMediaType, parseAccept } from './media-type.js';
import { postBatch } from './post-batch.js';
import { postLegacy } from './post-legacy.js';
import { postModern } from './post-modern.js';
import { RequestRefusal } from './refuse.js';
import type { Finish, HttpExchange } from './serve-http.js';

/** POST: one message of either era, or a batch where its session has them. The body decides the era, headers only cross-check it. */
export async function postMessage(exchange: HttpExchange, caller: Caller): Promise<Finish> {
  const { runtime, request } = exchange;
  checkMediaType(request);
  const accepted = parseAccept(request.headerList('accept'));
  const text = await request.body(bodyLimit(exchange, caller));
  if (isBatch(text)) return postBatch(exchange, caller, text, accepted);
  const message = parseMessage(text, runtime.limits);
  const id = message.kind === 'request' ? message.id : undefined;
  try {
    assertSize(message, runtime);
    const era = classifyMessage(message, request.headerList('mcp-protocol-version'));
    if (era === '2026') return await postModern(exchange, { ...caller, era }, message, accepted);
    return await postLegacy(exchange, caller, message, accepted);
  } catch (error) {
    throw id === undefined ? error : new RequestRefusal(id, error);
  }
}
