import type { App } from '../plugin/app.js';
import { RequestStates } from '../protocol/input/request-state.js';
import { randomStateKey } from '../protocol/input/state-key.js';
import { parsePositiveDuration } from '../settings/duration.js';
import type { ServerOptions } from './server-options.js';

/** What seals the state of calls of several rounds. Without a key one is made, which no other process knows. */
export function compileStates({ requestState = {} }: ServerOptions, { clock }: App): RequestStates {
  const { keys, ttl = '1h' } = requestState;
  return new RequestStates({
    clock,
    keys: keys ?? [randomStateKey()],
    ttlMs: parsePositiveDuration(ttl, 'requestState.ttl'),
  });
}
