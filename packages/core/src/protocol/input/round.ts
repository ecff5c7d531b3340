import { ToolgateError } from '../../errors/toolgate-error.js';
import type { Caller } from '../../identity/caller.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import type { RoundState, StateBinding } from './request-state.js';

/** What a request of several rounds brings with it. */
export interface Round {
  /** From earlier rounds, as this server wrote it. */
  readonly state: RoundState;
  /** The client's answers of this round. */
  readonly given: Readonly<Record<string, unknown>>;
}

const none = {};
const first: Round = { state: { answers: {}, once: {} }, given: none };

/** Reads what earlier rounds left. Throws INVALID_PARAMS for a state that is not ours, not this caller's, or of another call. */
export function readRound({ runtime, message, connection }: MethodRequest): Round {
  const { inputResponses = none, requestState } = message.params;
  if (requestState === undefined && inputResponses === none) return first;
  if (!isObject(inputResponses)) throw new ToolgateError('INVALID_PARAMS', '"inputResponses" must be an object.');
  if (requestState === undefined) return { ...first, given: inputResponses };
  const state = runtime.states.open(requestState, binding(message.method, message.params, connection.caller));
  return { state, given: inputResponses };
}

/** What a state belongs to: the caller, the method, and everything of the parameters that the next round repeats. */
export function binding(method: string, params: Readonly<Record<string, unknown>>, caller: Caller): StateBinding {
  const { name, arguments: input, uri } = params;
  return { owner: stateOwner(caller), method, params: { name, arguments: input ?? {}, uri } };
}

/** Whom a state or a task belongs to: all anonymous callers are one, for their addresses change, and who holds it is known by that. */
export function stateOwner({ principal }: Caller): string {
  return principal?.id ?? 'anonymous';
}
