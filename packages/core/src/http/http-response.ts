/** Names and values in turn, as `ServerResponse.writeHead` takes them. */
export type HeaderPairs = readonly string[];

/** Where an answer goes: a whole one with `send`, or a stream with `open`, `write` and `end`. */
export interface HttpResponse {
  send(status: number, headers: HeaderPairs, body: string): void;
  open(headers: HeaderPairs): void;
  write(chunk: string): void;
  end(): void;
  /** Bytes that were written and the client has not taken yet. */
  readonly waiting: number;
  /** Ends what cannot be written any more. */
  fail(): void;
  /** Settles when all that was written has left for the client, or it went away; undefined when that is so already. */
  flushed(): Promise<void> | undefined;
}
