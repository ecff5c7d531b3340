import { type Awaitable, orElse } from '../call/awaitable.js';
import type { Caller } from '../identity/caller.js';
import { assertSize } from '../protocol/message-size.js';
import { classifyMessage } from '../protocol/modern/classify-message.js';
import { type MessageText, parseMessage } from '../protocol/parse-message.js';
import { isBatch } from '../protocol/split-batch.js';
import { bodyLimit } from './body-limit.js';
import type { Finish, HttpExchange } from './http-exchange.js';
import { type Accepted, checkMediaType, parseAccept } from './media-type.js';
import { postBatch } from './post-batch.js';
import { postLegacy } from './post-legacy.js';
import { postModern } from './post-modern.js';
import { RequestRefusal } from './refuse.js';

/** POST: one message of either era, or a batch where its session has them. The body decides the era, headers only cross-check it. */
export function postMessage(exchange: HttpExchange, caller: Caller): Promise<Finish> {
  const { request, lifetime } = exchange;
  checkMediaType(request);
  const accepted = parseAccept(request.headerList('accept'));
  const body = request.body(bodyLimit(exchange, caller), lifetime);
  return body.then((text) => takeBody(exchange, caller, text, accepted));
}

function takeBody(exchange: HttpExchange, caller: Caller, text: MessageText, accepted: Accepted): Awaitable<Finish> {
  const { runtime, request } = exchange;
  if (isBatch(text)) return postBatch(exchange, caller, text, accepted);
  const message = parseMessage(text, runtime.limits);
  const id = message.kind === 'request' ? message.id : undefined;
  return orElse(
    () => {
      assertSize(message, runtime);
      const era = classifyMessage(message, request.headerList('mcp-protocol-version'));
      if (era === '2026') return postModern(exchange, { ...caller, era }, message, accepted);
      return postLegacy(exchange, caller, message, accepted);
    },
    (error) => {
      throw id === undefined ? error : new RequestRefusal(id, error);
    },
  );
}
