import type { Caller } from '../identity/caller.js';
import type { JsonRpcMessage } from '../protocol/json-rpc-message.js';
import { classifyMessage } from '../protocol/modern/classify-message.js';
import { type MessageText, parseMessage } from '../protocol/parse-message.js';
import { isBatch } from '../protocol/split-batch.js';
import { tooLarge } from './body-text.js';
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
  const text = await request.body(Math.max(runtime.limits.body, runtime.registries.largestRequest));
  if (isBatch(text)) return postBatch(exchange, caller, text, accepted);
  const message = parse(text, exchange);
  const id = message.kind === 'request' ? message.id : undefined;
  try {
    const era = classifyMessage(message, request.header('mcp-protocol-version'));
    if (era === '2026') return await postModern(exchange, { ...caller, era }, message, accepted);
    return await postLegacy(exchange, caller, message, accepted);
  } catch (error) {
    throw id === undefined ? error : new RequestRefusal(id, error);
  }
}

/** A body over the server's own limit came for a tool that takes more, and is held to that tool's limit when it is called. */
function parse(text: MessageText, { runtime }: HttpExchange): JsonRpcMessage {
  const message = parseMessage(text, runtime.limits);
  if (text.bytes > runtime.limits.body && !(message.kind === 'request' && message.method === 'tools/call')) {
    throw tooLarge(runtime.limits.body);
  }
  return message;
}
