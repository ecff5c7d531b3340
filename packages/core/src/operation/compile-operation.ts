import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import { activeCall } from '../call/active-call.js';
import { type Awaitable, andThen, orElse } from '../call/awaitable.js';
import type { Call, Handler } from '../call/call.js';
import type { CallContext } from '../call/call-context.js';
import type { InputRequired, Result } from '../call/result.js';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { App } from '../plugin/app.js';
import { checkOptions } from '../plugin/check-options.js';
import type { Plugin } from '../plugin/plugin.js';
import { type Duration, parsePositiveDuration } from '../settings/duration.js';
import { type Chain, compileChain } from './chain.js';
import { inputLink } from './input-link.js';
import type { Operation, OperationKind } from './operation.js';
import type { CheckedSchema } from './schema/schema-check.js';
import { timeoutLink } from './timeout-link.js';

const defaultTimeout = '60s';

/** What compiling needs of the server. */
export interface CompileSetting {
  readonly app: App;
  readonly plugins: readonly Plugin<string>[];
  readonly timeouts: (ms: number) => TimeoutQueue;
  /** The server's `limits.result`. */
  readonly maxResultBytes: number;
}

/** What operations of every kind have in common. */
export interface OperationParts {
  readonly kind: OperationKind;
  /** How messages name it: `tool "forecast"`. */
  readonly what: string;
  readonly name: string;
  /** As it was given, with the options of plugins. */
  readonly options: {
    readonly title?: string;
    readonly description?: string;
    readonly timeout?: Duration;
  };
  readonly annotations: ToolAnnotations;
  /** Core's own options of this kind. */
  readonly own: z.ZodObject;
  readonly input: CheckedSchema;
  /** Runs the user's function and makes a result of what it returns. */
  readonly run: (call: Call) => Awaitable<Result>;
}

/** Checks an operation's options and composes its chain. Throws a TypeError that names the operation and the fix. */
export function compileOperation(
  { kind, what, name, options, annotations, own, input, run }: OperationParts,
  { app, plugins, timeouts }: CompileSetting,
): { readonly operation: Operation; readonly chain: Chain } {
  const operation: Operation = Object.freeze({
    kind,
    name,
    title: options.title,
    description: options.description,
    annotations,
    options: checkOptions(Object.fromEntries(Object.entries(options)), own, plugins, what),
    timeoutMs: parsePositiveDuration(options.timeout ?? defaultTimeout, `timeout of ${what}`),
  });
  const core = {
    input: inputLink(input),
    timeout: timeoutLink(name, operation.timeoutMs, timeouts(operation.timeoutMs)),
  };
  return { operation, chain: compileChain(operation, handlerLink(run), plugins, core, app) };
}

/** The innermost link. A handler whose question has no answer yet has no result of its own, whatever it made of that. */
function handlerLink(run: (call: Call) => Awaitable<Result>): Handler {
  return (call) => {
    const { context } = activeCall(call);
    context.begin();
    return orElse<Result>(
      () => andThen(run(call), (result) => inputRequired(context) ?? result),
      (error) => {
        const required = inputRequired(context);
        if (required === undefined) throw error;
        return required;
      },
    );
  };
}

function inputRequired({ channel }: CallContext): InputRequired | undefined {
  const inputRequests = channel.unanswered;
  return inputRequests === undefined ? undefined : { inputRequests };
}
