/** One event of a resumable stream. */
export interface StoredEvent {
  /** Whole numbers; each event of a stream has the one after its predecessor's. */
  readonly sequence: number;
  /** One JSON-RPC message; empty for a priming event. */
  readonly text: string;
}

/** Keeps the events of resumable streams (MCP 2025-11-25, resumability). A stream's name is unguessable and unique over all servers that share the store. */
export interface EventStore {
  /** Called for one event of a stream after the other: the next one waits until this is settled. */
  append(stream: string, event: StoredEvent): void | Promise<void>;
  /** Events after `sequence`, in order; undefined when some of them are no longer kept, or the stream is unknown. */
  after(
    stream: string,
    sequence: number,
  ): readonly StoredEvent[] | undefined | Promise<readonly StoredEvent[] | undefined>;
  /** Forgets a stream; an unknown one is ignored. */
  drop(stream: string): void | Promise<void>;
}
