import type { Lifetime } from '../call/lifetime.js';
import type { RequestId } from './json-rpc-message.js';
import { isObject } from './parse-message.js';

/** The client took its request back: nothing is answered. */
export class CancelledByClient extends Error {
  constructor(reason: unknown) {
    super(typeof reason === 'string' ? `cancelled by the client: ${reason.slice(0, 256)}` : 'cancelled by the client');
    this.name = 'CancelledByClient';
  }
}

/** Whether a request failed because its own client took it back, and not with the reason of some other call. */
export function isOwnCancellation(thrown: unknown, lifetime: Lifetime): boolean {
  return thrown === lifetime.reason && lifetime.reason instanceof CancelledByClient;
}

/** `notifications/cancelled`: ends the request it names; unknown, finished and malformed ones are ignored. */
export function cancelRequest(inFlight: ReadonlyMap<RequestId, Lifetime> | undefined, params: unknown): void {
  if (!isObject(params)) return;
  const { requestId, reason } = params;
  if (typeof requestId !== 'string' && typeof requestId !== 'number') return;
  inFlight?.get(requestId)?.abort(new CancelledByClient(reason));
}
