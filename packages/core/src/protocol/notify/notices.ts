import { RateLimitError, UnavailableError } from '../../errors/toolgate-error.js';
import type { ListName, Subscriber } from './subscriber.js';

export interface NoticesOptions {
  /** Topics of all subscribers together. */
  readonly capacity: number;
  readonly capacityPerSubscriber: number;
  /** Whether a subscriber may still read a resource. */
  readonly mayRead: (uri: string, subscriber: Subscriber) => boolean;
}

const resourceTopic = (uri: string): string => `resource ${uri}`;
const taskTopic = (taskId: string): string => `task ${taskId}`;

/** Who wants to know of what. Everything of a subscriber is gone once it is removed. */
export class Notices {
  readonly #options: NoticesOptions;
  readonly #topics = new Map<Subscriber, Set<string>>();
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  readonly #changed = new Set<ListName>();
  #size = 0;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** Topics that are subscribed to. */
  get size(): number {
    return this.#size;
  }

  add(subscriber: Subscriber): void {
    if (!this.#topics.has(subscriber)) this.#topics.set(subscriber, new Set());
  }

  remove(subscriber: Subscriber): void {
    for (const topic of this.#topics.get(subscriber) ?? []) this.#forget(topic, subscriber);
    this.#topics.delete(subscriber);
  }

  subscribeResource(subscriber: Subscriber, uri: string): void {
    this.#subscribe(subscriber, resourceTopic(uri));
  }

  subscribeTask(subscriber: Subscriber, taskId: string): void {
    this.#subscribe(subscriber, taskTopic(taskId));
  }

  unsubscribeResource(subscriber: Subscriber, uri: string): void {
    const topic = resourceTopic(uri);
    if (this.#topics.get(subscriber)?.delete(topic) === true) this.#forget(topic, subscriber);
  }

  /** Tells everybody, once for all changes of one moment. */
  listChanged(list: ListName): void {
    if (this.#changed.size === 0) queueMicrotask(() => this.tellChanged());
    this.#changed.add(list);
  }

  /** Tells at once what has changed and has not been told: an answer must not overtake the changes its call made. */
  tellChanged(): void {
    if (this.#changed.size === 0) return;
    const lists = [...this.#changed];
    this.#changed.clear();
    for (const subscriber of this.#topics.keys()) for (const list of lists) subscriber.listChanged(list);
  }

  resourceUpdated(uri: string): void {
    for (const subscriber of this.#subscribers.get(resourceTopic(uri)) ?? []) {
      if (this.#options.mayRead(uri, subscriber)) subscriber.resourceUpdated(uri);
    }
  }

  taskChanged(taskId: string, task: object): void {
    for (const subscriber of this.#subscribers.get(taskTopic(taskId)) ?? []) subscriber.taskChanged(task);
  }

  /** Throws a RateLimitError for more topics than one subscriber may have. */
  assertRoom(topics: number): void {
    const { capacityPerSubscriber } = this.#options;
    if (topics <= capacityPerSubscriber) return;
    throw new RateLimitError(`One client may subscribe to ${capacityPerSubscriber} things: unsubscribe from some.`);
  }

  #subscribe(subscriber: Subscriber, topic: string): void {
    const topics = this.#topics.get(subscriber) ?? new Set();
    if (topics.has(topic)) return;
    const { capacity } = this.#options;
    this.assertRoom(topics.size + 1);
    if (this.#size >= capacity) throw new UnavailableError('The server has no room for more subscriptions.');
    this.#topics.set(subscriber, topics.add(topic));
    const subscribers = this.#subscribers.get(topic) ?? new Set();
    this.#subscribers.set(topic, subscribers.add(subscriber));
    this.#size += 1;
  }

  #forget(topic: string, subscriber: Subscriber): void {
    this.#size -= 1;
    const subscribers = this.#subscribers.get(topic);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#subscribers.delete(topic);
  }
}
