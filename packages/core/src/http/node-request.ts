import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import { clientAddress, type TrustedProxies } from '../identity/address.js';
import type { MessageText } from '../protocol/parse-message.js';
import { HeaderList } from './header-list.js';
import type { IncomingHttp } from './http-request.js';
import { decodeUtf8, readBody, tooLarge } from './read-body.js';

/** Requests of hosts such as Express carry what they have parsed already, and the prefix they are mounted under. */
export interface HostedMessage extends IncomingMessage {
  readonly body?: unknown;
  readonly baseUrl?: unknown;
}

export class NodeRequest implements IncomingHttp {
  readonly method: string;
  readonly path: string;
  readonly atMountPoint: boolean;
  readonly address: string | undefined;
  readonly #message: HostedMessage;
  readonly #headers: HeaderList;
  readonly #timeouts: TimeoutQueue;

  constructor(message: HostedMessage, proxies: TrustedProxies, timeouts: TimeoutQueue) {
    this.#message = message;
    this.#headers = new HeaderList(message.rawHeaders);
    this.#timeouts = timeouts;
    this.method = message.method ?? 'GET';
    this.path = withoutQuery(message.url ?? '/');
    this.atMountPoint = this.path === '/' && typeof message.baseUrl === 'string' && message.baseUrl !== '';
    const { remoteAddress } = message.socket;
    this.address =
      remoteAddress === undefined
        ? undefined
        : clientAddress(remoteAddress, this.#headers.list('x-forwarded-for'), proxies);
  }

  get headerCount(): number {
    return this.#headers.count;
  }

  get localAddress(): string | undefined {
    return this.#message.socket.localAddress;
  }

  header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  headerList(name: string): string | undefined {
    return this.#headers.list(name);
  }

  async body(limit: number): Promise<MessageText> {
    const message = this.#message;
    if (message.body !== undefined && Readable.isDisturbed(message)) return hostedBody(message.body, limit);
    if (Readable.isDisturbed(message)) {
      throw new ToolgateError(
        'BODY_CONSUMED',
        'The host has read the request body already: mount the server before body parsers, or let them leave the result in request.body.',
      );
    }
    if (Number(this.header('content-length') ?? 0) > limit) throw tooLarge(limit);
    return decodeUtf8(await readBody(message, limit, this.#timeouts));
  }
}

/** A host that parsed the body leaves the value; it is written again to be measured and checked like any other. */
function hostedBody(body: unknown, limit: number): MessageText {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > limit) throw tooLarge(limit);
  return decodeUtf8(bytes);
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
