import type { Peer } from '../../protocol/peer.js';

/** A client of HTTP+SSE: what it posts belongs to the stream it has open. */
export interface SseConnection {
  /** Key of the caller who opened it (`callerKey`); nobody else may post to it. */
  readonly owner: string;
  readonly peer: Peer;
}

/** Open connections of HTTP+SSE by their id, which is an address and proves nothing. */
export class SseConnections {
  readonly #connections = new Map<string, SseConnection>();

  add(id: string, connection: SseConnection): void {
    this.#connections.set(id, connection);
  }

  remove(id: string): void {
    this.#connections.delete(id);
  }

  /** The owner's own connection; a foreign one does not exist. */
  find(id: string, owner: string): SseConnection | undefined {
    const connection = this.#connections.get(id);
    return connection?.owner === owner ? connection : undefined;
  }
}
