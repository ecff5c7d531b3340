import type { StreamSink } from '../protocol/stream/stream-sink.js';

/** Names and values in turn, as `ServerResponse.writeHead` takes them. */
export type HeaderPairs = readonly string[];

/** Where an answer goes: a whole one with `send`, or a stream with `open`, `write` and `end`. */
export interface HttpResponse extends StreamSink {
  /** Headers of the answer, whatever it will be. Without effect once it has begun. */
  addHeaders(headers: HeaderPairs): void;
  send(status: number, headers: HeaderPairs, body: string): void;
  open(headers: HeaderPairs): void;
  /** Settles when all that was written has left for the client, or it went away; undefined when that is so already. */
  flushed(): Promise<void> | undefined;
}
