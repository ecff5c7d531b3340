import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Publishes keys as an issuer does, over real HTTP on this machine. */
export class KeyServer {
  keys: readonly unknown[] = [];
  /** Requests so far. */
  fetches = 0;
  /** Answers in another way than with the keys. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/keys`;
  }

  /** Listens, after a kill at the same port. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.fetches += 1;
      if (this.answer !== undefined) return this.answer(request, response);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: this.keys }));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    this.#server = server;
  }

  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.#server?.closeAllConnections();
    await closed;
  }

  /** A public key as it is published. */
  jwk(key: KeyObject, kid: string, more: object = {}): object {
    return { ...key.export({ format: 'jwk' }), kid, use: 'sig', ...more };
  }
}
