import type { Caller } from '../../identity/caller.js';
import { notificationText } from '../json-rpc.js';
import type { Session } from '../session/session.js';
import type { ListName, Subscriber } from './subscriber.js';

/** A session of the 2025 wire, told over its stream for what belongs to no request. */
export class SessionSubscriber implements Subscriber {
  readonly #session: Session;
  #caller: Caller;

  constructor(session: Session, caller: Caller) {
    this.#session = session;
    this.#caller = caller;
  }

  get caller(): Caller {
    return this.#caller;
  }

  /** The caller has come again with a credential that may allow less than the one before, or more. */
  renew(caller: Caller): void {
    this.#caller = caller;
  }

  listChanged(list: ListName): void {
    this.#push(`notifications/${list}/list_changed`);
  }

  resourceUpdated(uri: string): void {
    this.#push('notifications/resources/updated', { uri });
  }

  // Tasks are served on the 2026 wire alone.
  taskChanged(): void {}

  #push(method: string, params?: object): void {
    this.#session.push?.(notificationText(method, params));
  }
}
