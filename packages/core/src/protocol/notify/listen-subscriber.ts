import type { Caller } from '../../identity/caller.js';
import { notificationText } from '../json-rpc.js';
import type { RequestId } from '../json-rpc-message.js';
import { metaKeys } from '../modern/modern-revision.js';
import type { ListenFilter } from './listen-filter.js';
import type { ListName, Subscriber } from './subscriber.js';

/** One `subscriptions/listen` of the 2026 wire: hears only of what it asked for, each time under its own id. */
export class ListenSubscriber implements Subscriber {
  readonly caller: Caller;
  readonly #id: RequestId;
  readonly #filter: ListenFilter;
  readonly #send: (text: string) => void;

  constructor(caller: Caller, id: RequestId, filter: ListenFilter, send: (text: string) => void) {
    this.caller = caller;
    this.#id = id;
    this.#filter = filter;
    this.#send = send;
  }

  /** Says that the subscription stands, before anything else. */
  acknowledge(notifications: object): void {
    this.#notify('notifications/subscriptions/acknowledged', { notifications });
  }

  listChanged(list: ListName): void {
    if (this.#filter.lists.has(list)) this.#notify(`notifications/${list}/list_changed`, {});
  }

  resourceUpdated(uri: string): void {
    this.#notify('notifications/resources/updated', { uri });
  }

  taskChanged(task: object): void {
    this.#notify('notifications/tasks', task);
  }

  #notify(method: string, params: object): void {
    this.#send(notificationText(method, { ...params, _meta: { [metaKeys.subscriptionId]: this.#id } }));
  }
}
