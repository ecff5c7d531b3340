import { Lifetime } from '../call/lifetime.js';
import { publicError } from '../errors/public-error.js';
import type { Runtime } from '../server/runtime.js';
import { answerRequest, takeMessage } from './answer.js';
import type { Connection } from './connection.js';
import { errorText } from './json-rpc.js';
import type { JsonRpcMessage, RequestMessage } from './json-rpc-message.js';
import { hasModernClaim } from './modern/modern-claim.js';
import { MessageError, type MessageText, parseMessage } from './parse-message.js';
import { type ScanLimits, scanJson } from './scan-json.js';
import { splitBatch } from './split-batch.js';

/** The one revision that has batches. */
export const batchRevision = '2025-03-26';

/** One element of a batch: a message, or the refusal that answers it. */
export type BatchItem = JsonRpcMessage | MessageError;

/** The messages of a batch. Throws a MessageError for a batch as a whole that is none, or holds a message of 2026-07-28. */
export function parseBatch(text: MessageText, limits: ScanLimits): readonly BatchItem[] {
  scanJson(text.text, limits);
  const items = splitBatch(text).map((element) => parseItem(element, limits));
  if (items.some((item) => 'kind' in item && item.kind !== 'response' && hasModernClaim(item.params))) {
    throw new MessageError('INVALID_REQUEST', 'MCP 2026-07-28 has no batches: send one message.');
  }
  return items;
}

function parseItem(text: MessageText, limits: ScanLimits): BatchItem {
  try {
    return parseMessage(text, limits);
  } catch (error) {
    if (error instanceof MessageError) return error;
    throw error;
  }
}

/**
 * Serves every message of a batch as if it had come by itself, in parallel; `answered` gets each response as it is there.
 * Settles when all of them are.
 */
export async function answerBatch(
  runtime: Runtime,
  items: readonly BatchItem[],
  connection: Connection,
  answered: (text: string) => void,
): Promise<void> {
  await Promise.all(items.map((item) => answerItem(runtime, item, connection, answered)));
}

async function answerItem(
  runtime: Runtime,
  item: BatchItem,
  connection: Connection,
  answered: (text: string) => void,
): Promise<void> {
  if (item instanceof MessageError) return answered(errorText(item.id, item));
  if (item.kind === 'request' && item.method !== 'initialize') return answerOne(runtime, item, connection, answered);
  if (item.kind === 'request') {
    return answered(errorText(item.id, new MessageError('INVALID_REQUEST', 'initialize cannot be part of a batch.')));
  }
  try {
    await takeMessage(runtime, item, connection);
  } catch (thrown) {
    // What a plugin refuses is dropped: it has no answer.
    publicError(thrown, 'A notification', runtime.log);
  }
}

async function answerOne(
  runtime: Runtime,
  message: RequestMessage,
  connection: Connection,
  answered: (text: string) => void,
): Promise<void> {
  const lifetime = new Lifetime();
  runtime.activity.enter(lifetime);
  try {
    runtime.activity.claim(lifetime, connection.caller);
    runtime.activity.assertShare(lifetime);
    await answerRequest(runtime, message, connection, lifetime, (answer) => {
      if (answer !== undefined) answered(answer.text);
      return undefined;
    });
  } catch (thrown) {
    answered(errorText(message.id, publicError(thrown, message.method, runtime.log)));
  } finally {
    runtime.activity.leave(lifetime);
  }
}
