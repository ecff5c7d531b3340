import type { ServerResponse } from 'node:http';

/** Of what it has in one go, a socket tells nothing until the last byte is gone. */
const pieceBytes = 64 * 1024;

/** Hands a response to its socket piece by piece, so that a slow client can be told from one that takes nothing. */
export class PacedWriter {
  readonly #response: ServerResponse;
  #queue: Buffer[] = [];
  #queued = 0;
  #accepted = 0;
  #ended = false;
  #paced = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Whether nothing more can be written. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Bytes that were written and the client has not taken yet. */
  get waiting(): number {
    return this.#queued + this.#response.writableLength;
  }

  /** Bytes the client has taken. */
  get taken(): number {
    return this.#accepted - this.waiting;
  }

  write(text: string): void {
    if (this.#ended) return;
    const bytes = Buffer.byteLength(text);
    this.#accepted += bytes;
    if (bytes <= pieceBytes && this.#queued === 0 && !this.#response.writableNeedDrain) {
      this.#response.write(text);
      return;
    }
    this.#queued += bytes;
    this.#queue.push(Buffer.from(text));
    this.#pump();
  }

  /** Sends this as the whole body of a response whose head, with its length in bytes, has been given and not sent. */
  send(text: string, bytes: number): void {
    if (bytes > pieceBytes || bytes === 0) {
      if (bytes > 0) this.write(text);
      this.end();
      return;
    }
    this.#accepted += bytes;
    this.#ended = true;
    // Corked here, head and body leave as one piece; `end(text)` would add an empty second one, for which Node copies both.
    const { socket } = this.#response;
    socket?.cork();
    this.#response.write(text);
    socket?.uncork();
    this.#response.end();
  }

  /** Ends the response after what has been written. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#queued === 0) this.#response.end();
  }

  /** Gives up what has not been handed over. */
  drop(): void {
    this.#ended = true;
    this.#queue = [];
    this.#queued = 0;
  }

  #pump(): void {
    if (!this.#paced) this.#response.on('drain', () => this.#pump()).on('close', () => this.drop());
    this.#paced = true;
    while (this.#queued > 0 && !this.#response.writableNeedDrain) this.#response.write(this.#nextPiece());
    if (this.#queued === 0 && this.#ended) this.#response.end();
  }

  #nextPiece(): Buffer {
    const [first = Buffer.of()] = this.#queue;
    const piece = first.subarray(0, pieceBytes);
    if (piece.length === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(pieceBytes);
    this.#queued -= piece.length;
    return piece;
  }
}
