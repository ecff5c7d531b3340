import { randomUUID } from 'node:crypto';
import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../clock.js';
import type { Caller } from '../identity/caller.js';
import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { ClientChannel } from './client-channel.js';
import { Progress } from './progress.js';

const maxKeyLength = 128;

export interface CallContextOptions {
  readonly caller: Caller;
  readonly requestId: string | number;
  /** What is read; undefined for tools and prompts. */
  readonly uri: string | undefined;
  readonly log: Logger;
  readonly clock: Clock;
  readonly channel: ClientChannel;
}

/** What the protocol knows of one request: shared by a call and all that is derived from it. */
export class CallContext {
  readonly caller: Caller;
  readonly requestId: string | number;
  readonly uri: string | undefined;
  readonly channel: ClientChannel;
  readonly #log: Logger;
  readonly #clock: Clock;
  #correlationId: string | undefined;
  #progress: Progress | undefined;
  #answered = false;
  #closers: (() => void)[] | undefined;
  #asked: Set<string> | undefined;

  constructor({ caller, requestId, uri, log, clock, channel }: CallContextOptions) {
    this.caller = caller;
    this.requestId = requestId;
    this.uri = uri;
    this.channel = channel;
    this.#log = log;
    this.#clock = clock;
  }

  get correlationId(): string {
    this.#correlationId ??= randomUUID();
    return this.#correlationId;
  }

  /** The handler begins, for the first time or in another attempt. */
  begin(): void {
    this.#asked = undefined;
  }

  /** Throws a TypeError for a key that this run of the handler has used: answers are told apart by key. */
  claimKey(key: string): void {
    if (typeof key !== 'string' || key === '' || key.length > maxKeyLength) {
      throw new TypeError(`A question needs a key of 1 to ${maxKeyLength} characters.`);
    }
    this.#asked ??= new Set();
    if (this.#asked.has(key))
      throw new TypeError(`Two questions of one call have the key "${key}": give each its own.`);
    this.#asked.add(key);
  }

  /** From here on nothing more is sent for this request, and nothing that was held back where it was `abandoned`. */
  close(abandoned: boolean): void {
    if (abandoned) this.#progress?.abandon();
    else this.#progress?.end();
    this.channel.close();
    this.#answered = true;
    for (const closer of this.#closers ?? []) closer();
  }

  /** Calls `closer` when the request has its answer. */
  onClose(closer: () => void): void {
    if (this.#answered) closer();
    else if (this.#closers === undefined) this.#closers = [closer];
    else this.#closers.push(closer);
  }

  progress(progress: number, total: number | undefined, message: string | undefined): void {
    const { progressToken } = this.channel;
    if (progressToken === undefined || this.#answered) return;
    this.#progress ??= new Progress(this.#clock, (params) =>
      this.channel.notify('notifications/progress', { progressToken, ...params }),
    );
    this.#progress.report(progress, total, message);
  }

  message(level: LoggingLevel, data: unknown, operation: Operation): void {
    if (this.#answered || !this.channel.logs(level)) return;
    this.channel.notify('notifications/message', { level, logger: operation.name, data: data ?? null });
  }

  logger(operation: Operation): Logger {
    const fields = { operation: operation.name, correlationId: this.correlationId };
    const log = this.#log;
    return {
      debug: (extra, message) => log.debug({ ...fields, ...extra }, message),
      info: (extra, message) => log.info({ ...fields, ...extra }, message),
      warn: (extra, message) => log.warn({ ...fields, ...extra }, message),
      error: (extra, message) => log.error({ ...fields, ...extra }, message),
    };
  }
}
