/** Where the text of an event stream goes: the response to one HTTP request. */
export interface StreamSink {
  write(chunk: string): void;
  end(): void;
  /** Cuts the connection. */
  fail(): void;
  /** Bytes that were written and the client has not taken yet. */
  readonly waiting: number;
  /** Bytes that the client, or the connection to it, has taken so far. */
  readonly taken: number;
  /** Whether it is over: nothing that is written goes anywhere. */
  readonly closed: boolean;
  /** Calls `listener` when it is over: after the end, or when the client goes away; at once where that has happened. */
  onClose(listener: () => void): void;
}
