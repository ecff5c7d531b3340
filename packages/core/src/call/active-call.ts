import { randomUUID } from 'node:crypto';
import type { Caller } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { Call, CallChanges } from './call.js';
import { Lifetime } from './lifetime.js';

/** What the protocol knows of one request: shared by a call and all that is derived from it. */
export class CallContext {
  readonly caller: Caller;
  readonly requestId: string | number;
  readonly progressToken: string | number | undefined;
  readonly #log: Logger;
  readonly #send: (method: string, params: object) => void;
  #correlationId: string | undefined;
  #progress = Number.NEGATIVE_INFINITY;
  #answered = false;
  #closers: (() => void)[] | undefined;

  constructor(
    caller: Caller,
    requestId: string | number,
    progressToken: string | number | undefined,
    log: Logger,
    send: (method: string, params: object) => void,
  ) {
    this.caller = caller;
    this.requestId = requestId;
    this.progressToken = progressToken;
    this.#log = log;
    this.#send = send;
  }

  get correlationId(): string {
    this.#correlationId ??= randomUUID();
    return this.#correlationId;
  }

  /** From here on nothing more is sent for this request. */
  close(): void {
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
    if (this.progressToken === undefined || this.#answered) return;
    if (!Number.isFinite(progress) || progress <= this.#progress) return;
    this.#progress = progress;
    const known = Number.isFinite(total) ? total : undefined;
    this.#send('notifications/progress', { progressToken: this.progressToken, progress, total: known, message });
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

export class ActiveCall<Input = unknown> implements Call<Input> {
  readonly operation: Operation;
  readonly input: Input;
  readonly context: CallContext;
  readonly lifetime: Lifetime;

  constructor(operation: Operation, input: Input, context: CallContext, lifetime: Lifetime) {
    this.operation = operation;
    this.input = input;
    this.context = context;
    this.lifetime = lifetime;
  }

  get principal(): Principal | undefined {
    return this.context.caller.principal;
  }

  get caller(): Caller {
    return this.context.caller;
  }

  get session(): string | undefined {
    return this.context.caller.session;
  }

  get signal(): AbortSignal {
    return this.lifetime.signal;
  }

  get requestId(): string | number {
    return this.context.requestId;
  }

  get correlationId(): string {
    return this.context.correlationId;
  }

  get log(): Logger {
    return this.context.logger(this.operation);
  }

  progress(progress: number, total?: number, message?: string): void {
    this.context.progress(progress, total, message);
  }

  derive({ signal }: CallChanges): ActiveCall<Input> {
    if (signal === undefined) return this;
    const lifetime = new Lifetime(this.lifetime);
    const forward = (): void => lifetime.abort(signal.reason);
    if (signal.aborted) forward();
    signal.addEventListener('abort', forward, { once: true });
    // The signal may outlive the call by far, so nothing is left on it.
    this.context.onClose(() => signal.removeEventListener('abort', forward));
    return this.withLifetime(lifetime);
  }

  withInput<Other>(input: Other): ActiveCall<Other> {
    return new ActiveCall(this.operation, input, this.context, this.lifetime);
  }

  withLifetime(lifetime: Lifetime): ActiveCall<Input> {
    return new ActiveCall(this.operation, this.input, this.context, lifetime);
  }
}

/** The call a wrapper passed to `next`; throws a TypeError for a copy that some wrapper made by hand. */
export function activeCall(call: Call): ActiveCall {
  if (call instanceof ActiveCall) return call;
  throw new TypeError('A plugin passed something else than its call to next: pass call, or call.derive({ … }).');
}
