import type { Readable } from 'node:stream';

const newline = 10;

/** One line of input, or the fact that a line was longer than the limit (it is skipped to its end). */
export type Line = { readonly bytes: Buffer } | { readonly tooLong: true };

/** Splits a byte stream at newlines, holding at most one line of `limit()` bytes, which may change. */
export async function* readLines(input: Readable, limit: () => number): AsyncGenerator<Line> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const data of input) {
    let chunk: Buffer = Buffer.isBuffer(data) ? data : Buffer.from(String(data));
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline)) {
      size += end;
      if (size > limit()) yield { tooLong: true };
      else yield { bytes: Buffer.concat([...pending, chunk.subarray(0, end)]) };
      pending = [];
      size = 0;
      chunk = chunk.subarray(end + 1);
    }
    size += chunk.length;
    if (size > limit()) {
      pending = [];
      // Too long it stays, though the limit be raised before its end.
      size = Number.POSITIVE_INFINITY;
    } else if (chunk.length > 0) pending.push(chunk);
  }
  if (size > limit()) yield { tooLong: true };
  else if (size > 0) yield { bytes: Buffer.concat(pending) };
}
