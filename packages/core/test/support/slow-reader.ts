import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that sends one request and takes of the answer only what the test tells it to. */
export class SlowReader {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    const changed = () => void socket.emit('change');
    socket.on('readable', changed).on('close', changed);
  }

  /** Resolves when the first bytes of the answer are there, of which it has taken none. */
  static async send(port: number, request: string): Promise<SlowReader> {
    // Whoever is cut is reset, which is no failure of the test.
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(request);
    await once(socket, 'readable');
    return new SlowReader(socket);
  }

  /** What it has taken. */
  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  get closed(): boolean {
    return this.#socket.closed;
  }

  /** Takes about as many bytes as it is told, or what comes until the end. */
  async take(bytes: number): Promise<void> {
    for (let left = bytes; left > 0 && !this.#socket.closed; ) {
      const chunk: Buffer | null = this.#socket.read();
      if (chunk === null) {
        await this.#change();
        continue;
      }
      this.#chunks.push(chunk);
      left -= chunk.length;
    }
  }

  /** Takes all that is left; resolves when the connection is closed. */
  rest(): Promise<void> {
    return this.take(Number.POSITIVE_INFINITY);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('change', resolve);
    });
  }
}
