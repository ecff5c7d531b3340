import { connect, type Socket } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** Names in lower case; of a name sent twice the last one. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A TCP connection over which a test sends whatever it likes. */
export class RawConnection {
  readonly socket: Socket;
  #chunks: Buffer[] = [];
  #size = 0;
  #ended = false;

  constructor(port: number, host = '127.0.0.1') {
    this.socket = connect(port, host);
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      this.socket.emit('progress');
    });
    this.socket.on('close', () => {
      this.#ended = true;
      this.socket.emit('progress');
    });
  }

  write(bytes: string | Uint8Array): this {
    this.socket.write(bytes);
    return this;
  }

  /** The next response in full; rejects when the connection ends before that. */
  async response(): Promise<RawResponse> {
    for (let needed = 1; ; ) {
      while (this.#size < needed && !this.#ended) await this.#change();
      const received = Buffer.concat(this.#chunks);
      const end = responseEnd(received);
      if (end <= this.#size) {
        this.#chunks = [received.subarray(end)];
        this.#size -= end;
        return parseResponse(received.subarray(0, end));
      }
      if (this.#ended) throw new Error(`The connection ended after ${this.#size} bytes.`);
      needed = Number.isFinite(end) ? end : this.#size + 1;
    }
  }

  /** Resolves when the other side has closed. */
  async closed(): Promise<void> {
    while (!this.#ended) await this.#change();
  }

  destroy(): void {
    this.socket.destroy();
  }

  // Not events.once, which would reject for a reset that comes after the response.
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('progress', resolve);
    });
  }
}

/** Sends bytes on a connection of their own and reads one response. */
export async function exchange(port: number, ...bytes: readonly (string | Uint8Array)[]): Promise<RawResponse> {
  const connection = new RawConnection(port);
  for (const part of bytes) connection.write(part);
  try {
    return await connection.response();
  } finally {
    connection.destroy();
  }
}

/** The head of a request, line by line, with the empty line that ends it. */
export function head(requestLine: string, ...headers: readonly string[]): string {
  return `${[requestLine, ...headers].join('\r\n')}\r\n\r\n`;
}

export const jsonHead = ['Content-Type: application/json', 'Accept: application/json, text/event-stream'] as const;

/** A whole POST with a JSON body. */
export function jsonPost(body: object | string, ...headers: readonly string[]): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const length = `Content-Length: ${Buffer.byteLength(text)}`;
  return head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, length, ...headers) + text;
}

/** Where the first response ends, infinity where that is not known yet. */
function responseEnd(bytes: Buffer): number {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return Number.POSITIVE_INFINITY;
  const headers = parseHeaders(bytes.subarray(0, headEnd));
  if (headers.get('transfer-encoding') !== 'chunked') return headEnd + 4 + Number(headers.get('content-length') ?? 0);
  const last = bytes.indexOf('\r\n0\r\n\r\n', headEnd);
  return last < 0 ? Number.POSITIVE_INFINITY : last + 7;
}

function parseResponse(bytes: Buffer): RawResponse {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const status = Number(bytes.subarray(0, headEnd).toString('latin1').split(' ')[1]);
  return { status, headers: parseHeaders(bytes.subarray(0, headEnd)), body: bytes.subarray(headEnd + 4).toString() };
}

function parseHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const [, ...lines] = bytes.toString('latin1').split('\r\n');
  return new Map(lines.map((line) => [line.replace(/:.*/s, '').toLowerCase(), line.replace(/^[^:]*:\s*/, '')]));
}
