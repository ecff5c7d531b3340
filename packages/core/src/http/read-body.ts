import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { MessageText } from '../protocol/parse-message.js';

/** Collects a body of at most `limit` bytes; rejects for one that is larger, takes too long or ends early. */
export function readBody(stream: Readable, limit: number, timeouts: TimeoutQueue): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timeout = timeouts.add(() => finish(tooSlow()));
    const finish = (error?: ToolgateError): void => {
      timeouts.remove(timeout);
      stream.off('data', collect).off('end', finish).off('close', closed);
      if (error !== undefined) reject(error);
      else resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size));
    };
    const collect = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        stream.pause();
        finish(tooLarge(limit));
      } else chunks.push(chunk);
    };
    const closed = (): void => finish(endedEarly());
    stream.on('data', collect).on('end', finish).on('close', closed);
  });
}

export function tooLarge(limit: number): ToolgateError {
  return new ToolgateError('PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes.`, { details: { limit } });
}

export function endedEarly(): ToolgateError {
  return new ToolgateError('BAD_REQUEST', 'The body ended early.');
}

export function tooSlow(): ToolgateError {
  return new ToolgateError('REQUEST_TIMEOUT', 'The body took too long to arrive.');
}

/** Text of a body. Throws INVALID_REQUEST where it is not UTF-8, instead of replacing what cannot be read. */
export function decodeUtf8(body: Buffer): MessageText {
  if (isUtf8(body)) return { text: body.toString('utf8'), bytes: body.length };
  throw new ToolgateError('INVALID_REQUEST', 'The body is not valid UTF-8.');
}
