/** Where the text of an event stream goes: the response to one HTTP request. */
export interface StreamSink {
  write(chunk: string): void;
  end(): void;
  /** Cuts the connection. */
  fail(): void;
  /** Bytes that were written and the client has not taken yet. */
  readonly waiting: number;
  /** Calls `listener` when it is over: after the end, or when the client goes away. */
  onClose(listener: () => void): void;
}
