import type { Connectable } from '@toolgate/testing';
import { EventReader } from './event-reader.js';
import { type ModernReply, modernWire, replyOf, type SendOptions } from './modern-wire.js';

type Options = SendOptions & { readonly address?: string };

/** Opens a `subscriptions/listen`. Throws the refusal where it gets no stream. */
export async function listener(
  server: Connectable,
  notifications: object,
  options: Options = {},
): Promise<EventReader> {
  const response = await modernWire(server, options).send('subscriptions/listen', { notifications });
  if (response.headers.get('content-type') === 'text/event-stream') return new EventReader(response);
  throw new Error(`listen was answered ${response.status} ${await response.text()}`);
}

/** A `subscriptions/listen` that is refused. */
export async function refusedListener(
  server: Connectable,
  notifications: unknown,
  options: Options = {},
): Promise<ModernReply> {
  return replyOf(await modernWire(server, options).send('subscriptions/listen', { notifications }));
}
