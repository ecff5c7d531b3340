import { activeCall } from '../call/active-call.js';
import type { Handler } from '../call/call.js';
import { Lifetime } from '../call/lifetime.js';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import { within } from '../call/within.js';
import { TimeoutError } from '../errors/toolgate-error.js';
import type { CoreLink } from './chain.js';

/** Gives each attempt of the handler a lifetime of its own. The signal is aborted and a late result dropped. */
export function timeoutLink(name: string, timeoutMs: number, queue: TimeoutQueue): CoreLink {
  const message = `${name} took longer than ${seconds(timeoutMs)}.`;
  const wrap =
    (next: Handler): Handler =>
    (call) => {
      const outer = activeCall(call);
      const attempt = new Lifetime(outer.lifetime, 'attempt');
      const expire = (): void => attempt.abort(new TimeoutError(message));
      return within(attempt, queue, expire, () => next(outer.withLifetime(attempt)));
    };
  return { link: { stage: 'timeout', plugin: 'core', settings: `${seconds(timeoutMs)} an attempt` }, wrap };
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
