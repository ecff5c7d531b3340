import { ActiveCall } from '../call/active-call.js';
import { type Awaitable, andThen, orElse } from '../call/awaitable.js';
import { CallContext } from '../call/call-context.js';
import type { ClientChannel } from '../call/client-channel.js';
import { isInputRequired, type Result } from '../call/result.js';
import { within } from '../call/within.js';
import { publicError } from '../errors/public-error.js';
import { PublishedError } from '../errors/published-error.js';
import { TimeoutError } from '../errors/toolgate-error.js';
import type { CompiledOperation } from '../operation/compiled-operation.js';
import { isOwnCancellation } from './cancelled.js';
import { ModernChannel } from './channel/modern-channel.js';
import { inputRequiredText } from './input/input-required-text.js';
import type { MethodRequest } from './method.js';

/** What is called, with what. */
export interface Invocation {
  readonly compiled: CompiledOperation;
  readonly input: unknown;
  /** What is read; undefined for tools and prompts. */
  readonly uri: string | undefined;
  readonly channel: ClientChannel;
  /** Makes the text of a result of the operation's own kind, still within the call. */
  readonly encode: (result: Result) => string;
}

/** Runs one call of an operation through its chain, within the hard deadline. Throws a PublishedError, or the client's own cancellation. */
export function invoke(request: MethodRequest, invocation: Invocation): Awaitable<string> {
  const { runtime, message, connection, lifetime } = request;
  const { compiled, input, uri, channel, encode } = invocation;
  const { log, clock } = runtime;
  const { caller } = connection;
  const context = new CallContext({ caller, requestId: message.id, uri, log, clock, channel });
  const call = new ActiveCall(compiled.operation, input, context, lifetime);
  const succeed = (result: Result): string => {
    const asks = isInputRequired(result) && channel instanceof ModernChannel;
    const text = asks ? inputRequiredText(request, compiled, channel, result) : encode(result);
    context.close(false);
    return text;
  };
  const fail = (thrown: unknown): never => {
    const cancelled = isOwnCancellation(thrown, lifetime);
    context.close(cancelled);
    if (cancelled) throw thrown;
    throw new PublishedError(publicError(thrown, compiled.operation.name, log, () => call.correlationId));
  };
  return orElse(() => andThen(runWithinDeadline(request, compiled, call), succeed), fail);
}

function runWithinDeadline(
  { runtime, lifetime }: MethodRequest,
  { operation, chain }: CompiledOperation,
  call: ActiveCall,
): Awaitable<Result> {
  const { ms, queue } = runtime.deadline;
  const expire = (): void =>
    lifetime.abort(new TimeoutError(`${operation.name} took longer than any call may (${ms / 1_000} s).`));
  return within(lifetime, queue, expire, () => chain.run(call));
}
