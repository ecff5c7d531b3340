import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Lifetime } from '../call/lifetime.js';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import { clientAddress, type TrustedProxies } from '../identity/address.js';
import type { MessageText } from '../protocol/parse-message.js';
import { BodyCollector } from './body-collector.js';
import { decodeUtf8, tooLarge } from './body-text.js';
import { HeaderList } from './header-list.js';
import type { IncomingHttp } from './http-request.js';

/** Requests of hosts such as Express carry what they have parsed already, and the prefix they are mounted under. */
export interface HostedMessage extends IncomingMessage {
  readonly body?: unknown;
  readonly baseUrl?: unknown;
}

export class NodeRequest implements IncomingHttp {
  readonly method: string;
  readonly path: string;
  readonly mountPath: string;
  readonly atMountPoint: boolean;
  readonly address: string | undefined;
  readonly #message: HostedMessage;
  readonly #headers: HeaderList;
  readonly #targetHost: string | undefined;
  readonly #timeouts: TimeoutQueue;
  /** Bytes of the body; NaN where the client announced none. */
  #announced = Number.NaN;
  #body: BodyCollector | undefined;

  constructor(message: HostedMessage, proxies: TrustedProxies, timeouts: TimeoutQueue) {
    this.#message = message;
    this.#headers = new HeaderList(message.rawHeaders);
    this.#timeouts = timeouts;
    this.method = message.method ?? 'GET';
    const { path, host } = parseTarget(message.url ?? '/');
    this.path = path;
    this.#targetHost = host;
    this.mountPath = typeof message.baseUrl === 'string' ? message.baseUrl : '';
    this.atMountPoint = this.path === '/' && this.mountPath !== '';
    const { remoteAddress } = message.socket;
    this.address =
      remoteAddress === undefined
        ? undefined
        : clientAddress(remoteAddress, this.#headers.list('x-forwarded-for'), proxies);
  }

  get headerCount(): number {
    return this.#headers.count;
  }

  get scheme(): 'http' | 'https' {
    return 'encrypted' in this.#message.socket ? 'https' : 'http';
  }

  get localAddress(): string | undefined {
    return this.#message.socket.localAddress;
  }

  header(name: string): string | undefined {
    if (name === 'host' && this.#targetHost !== undefined) return this.#targetHost;
    return this.#headers.get(name);
  }

  headerList(name: string): string | undefined {
    return this.#headers.list(name);
  }

  query(name: string): string | undefined {
    const url = this.#message.url ?? '';
    const start = url.indexOf('?');
    const values = start < 0 ? [] : new URLSearchParams(url.slice(start)).getAll(name);
    return values.length === 1 ? values[0] : undefined;
  }

  /** Begins to take the body in, before anybody has asked for it. Never throws: a header sent twice is refused where it is read. */
  open(): void {
    if (Readable.isDisturbed(this.#message)) return;
    this.#announced = Number(this.#headers.list('content-length') ?? Number.NaN);
    this.#body = new BodyCollector(this.#message, this.#announced, this.#timeouts);
  }

  body(limit: number, lifetime: Lifetime): Promise<MessageText> {
    if (this.#body === undefined) return this.#hostedBody(limit);
    // Two lengths in one request are refused, as any other header that is sent twice and must not be.
    if (Number.isNaN(this.#announced)) this.#headers.get('content-length');
    if (this.#announced > limit) throw tooLarge(limit);
    return this.#body.read(limit, lifetime);
  }

  async #hostedBody(limit: number): Promise<MessageText> {
    const { body } = this.#message;
    if (body !== undefined) return hostedBody(body, limit);
    throw new ToolgateError(
      'BODY_CONSUMED',
      'The host has read the request body already: mount the server before body parsers, or let them leave the result in request.body.',
    );
  }
}

/** A host that parsed the body leaves the value; it is written again to be measured and checked like any other. */
function hostedBody(body: unknown, limit: number): MessageText {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > limit) throw tooLarge(limit);
  return decodeUtf8(bytes);
}

/** A request target is a path and query, or behind some proxies a whole URL, whose host counts then (RFC 9112, 3.2.2). */
function parseTarget(target: string): { path: string; host: string | undefined } {
  if (!target.startsWith('/') && URL.canParse(target)) {
    const { pathname, host } = new URL(target);
    return { path: pathname, host };
  }
  const query = target.indexOf('?');
  return { path: query < 0 ? target : target.slice(0, query), host: undefined };
}
