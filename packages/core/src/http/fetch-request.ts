import { ToolgateError } from '../errors/toolgate-error.js';
import type { MessageText } from '../protocol/parse-message.js';
import { HeaderList } from './header-list.js';
import type { IncomingHttp } from './http-request.js';
import { decodeUtf8, tooLarge } from './read-body.js';

export class FetchRequest implements IncomingHttp {
  readonly method: string;
  readonly path: string;
  readonly atMountPoint = false;
  readonly address: string | undefined;
  // A fetch request has no socket, hence no bind.
  readonly localAddress = undefined;
  readonly #request: globalThis.Request;
  readonly #headers: HeaderList;

  constructor(request: globalThis.Request, address: string | undefined) {
    const url = new URL(request.url);
    this.#request = request;
    this.#headers = new HeaderList([...request.headers].flat());
    this.method = request.method;
    this.path = url.pathname;
    this.address = address;
  }

  get headerCount(): number {
    return this.#headers.count;
  }

  header(name: string): string | undefined {
    return this.#headers.get(name) ?? (name === 'host' ? new URL(this.#request.url).host : undefined);
  }

  headerList(name: string): string | undefined {
    return this.#headers.list(name);
  }

  async body(limit: number): Promise<MessageText> {
    if (this.#request.bodyUsed) throw new ToolgateError('BODY_CONSUMED', 'The body of this Request was read already.');
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.#request.body ?? []) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
    return decodeUtf8(Buffer.concat(chunks, size));
  }
}
