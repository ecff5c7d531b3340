import type { Lifetime } from '../call/lifetime.js';

/** How many requests one caller has in flight. */
export interface Share {
  count: number;
}

/** The place of a request among those that have no answer yet: a link of a list, which is left without a search. */
export interface Place {
  readonly lifetime: Lifetime;
  /** Nobody waits for it: a task. */
  readonly background: boolean;
  /** Of its caller, once that is known. */
  share: Share | undefined;
  /** Whether it was in flight when the drain began. */
  counted: boolean;
  previous: Place | undefined;
  next: Place | undefined;
}
