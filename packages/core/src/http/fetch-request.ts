import { Lifetime } from '../call/lifetime.js';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import { untilEnd } from '../call/until-end.js';
import { within } from '../call/within.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { MessageText } from '../protocol/parse-message.js';
import { decodeUtf8, endedEarly, tooLarge, tooSlow } from './body-text.js';
import { HeaderList } from './header-list.js';
import type { IncomingHttp } from './http-request.js';

export class FetchRequest implements IncomingHttp {
  readonly method: string;
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly mountPath = '';
  readonly atMountPoint = false;
  readonly address: string | undefined;
  // A fetch request has no socket, hence no bind.
  readonly localAddress = undefined;
  readonly #request: globalThis.Request;
  readonly #headers: HeaderList;
  readonly #timeouts: TimeoutQueue;

  constructor(request: globalThis.Request, address: string | undefined, timeouts: TimeoutQueue) {
    this.#timeouts = timeouts;
    const url = new URL(request.url);
    this.#request = request;
    this.#headers = new HeaderList([...request.headers].flat());
    this.method = request.method;
    this.path = url.pathname;
    this.scheme = url.protocol === 'https:' ? 'https' : 'http';
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

  query(name: string): string | undefined {
    const values = new URL(this.#request.url).searchParams.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  }

  body(limit: number, lifetime: Lifetime): Promise<MessageText> {
    return untilEnd(lifetime, this.#body(limit));
  }

  async #body(limit: number): Promise<MessageText> {
    if (this.#request.bodyUsed) throw new ToolgateError('BODY_CONSUMED', 'The body of this Request was read already.');
    const lifetime = new Lifetime();
    const expire = (): void => lifetime.abort(tooSlow());
    const chunks = await within(lifetime, this.#timeouts, expire, () => this.#read(limit));
    return decodeUtf8(Buffer.concat(chunks));
  }

  async #read(limit: number): Promise<Uint8Array[]> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of this.#request.body ?? []) {
        size += chunk.length;
        if (size > limit) break;
        chunks.push(chunk);
      }
    } catch {
      throw endedEarly();
    }
    if (size > limit) throw tooLarge(limit);
    return chunks;
  }
}
