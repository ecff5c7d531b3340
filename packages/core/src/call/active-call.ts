import type { CreateMessageResult, LoggingLevel, Root } from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { FormDefinition } from '../protocol/input/elicitation-form.js';
import type { ClientFeatures } from '../protocol/session/client-features.js';
import { type Duration, parseDuration } from '../settings/duration.js';
import type { AskAnswer, AskRequest, FormAnswer, FormRequest, SampleRequest, UrlAnswer, UrlRequest } from './ask.js';
import type { Call, CallChanges } from './call.js';
import type { CallContext } from './call-context.js';
import { askAll, elicit, roots, sample } from './client-asks.js';
import { Lifetime } from './lifetime.js';

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

  get uri(): string | undefined {
    return this.context.uri;
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

  get client(): ClientFeatures {
    return this.context.channel.features;
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

  elicit<const Fields extends FormDefinition>(key: string, request: FormRequest<Fields>): Promise<FormAnswer<Fields>>;
  elicit(key: string, request: UrlRequest): Promise<UrlAnswer>;
  elicit(key: string, request: FormRequest | UrlRequest): Promise<unknown> {
    return elicit(this, key, request);
  }

  sample(key: string, request: SampleRequest): Promise<CreateMessageResult> {
    return sample(this, key, request);
  }

  roots(key: string): Promise<readonly Root[]> {
    return roots(this, key);
  }

  ask<const Requests extends Readonly<Record<string, AskRequest>>>(
    requests: Requests,
  ): Promise<{ readonly [Key in keyof Requests]: AskAnswer<Requests[Key]> }>;
  ask(requests: Readonly<Record<string, AskRequest>>): Promise<unknown> {
    return askAll(this, requests);
  }

  once<T>(name: string, work: () => T | Promise<T>): Promise<T>;
  once(name: string, work: () => unknown): Promise<unknown> {
    return this.context.channel.once.run(name, work);
  }

  progress(progress: number, total?: number, message?: string): void {
    this.context.progress(progress, total, message);
  }

  message(level: LoggingLevel, data: unknown): void {
    this.context.message(level, data, this.operation);
  }

  background(): Promise<void> {
    return this.context.channel.background();
  }

  closeStream(retry: Duration): void {
    this.context.channel.closeStream(parseDuration(retry, 'retry of closeStream'));
  }

  derive({ signal }: CallChanges): ActiveCall<Input> {
    if (signal === undefined) return this;
    const lifetime = Lifetime.inside(this.lifetime);
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
