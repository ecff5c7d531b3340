/** Names and values in turn, as `ServerResponse.writeHead` takes them. */
export type HeaderPairs = readonly string[];

/** Where an answer goes: a whole one with `send`, or a stream with `open`, `write` and `end`. */
export interface HttpResponse {
  send(status: number, headers: HeaderPairs, body: string): void;
  open(headers: HeaderPairs): void;
  write(chunk: string): void;
  end(): void;
}
