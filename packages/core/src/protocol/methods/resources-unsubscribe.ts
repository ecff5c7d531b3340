import { ToolgateError } from '../../errors/toolgate-error.js';
import type { MethodRequest } from '../method.js';

/** `resources/unsubscribe`: no more updates. An answer like any other where there was no subscription. */
export function resourcesUnsubscribe({ runtime, message, connection }: MethodRequest): string {
  const { uri } = message.params;
  if (typeof uri !== 'string') throw new ToolgateError('INVALID_PARAMS', '"uri" must be a string.');
  const { subscriber } = connection.session ?? {};
  if (subscriber !== undefined) runtime.notices.unsubscribeResource(subscriber, uri);
  return '{}';
}
