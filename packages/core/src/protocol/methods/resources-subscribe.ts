import { UnavailableError } from '../../errors/toolgate-error.js';
import { findResource } from '../find-resource.js';
import type { MethodRequest } from '../method.js';
import { SessionSubscriber } from '../notify/session-subscriber.js';

/** `resources/subscribe`: `notifications/resources/updated` from now on, for a resource this caller may read. */
export function resourcesSubscribe(request: MethodRequest): string {
  const { uri } = findResource(request);
  const { runtime, connection } = request;
  const { session, caller } = connection;
  if (session === undefined) throw new UnavailableError('Without sessions there is nobody to tell of updates.');
  session.subscriber ??= new SessionSubscriber(session, caller);
  runtime.notices.subscribeResource(session.subscriber, uri);
  return '{}';
}
