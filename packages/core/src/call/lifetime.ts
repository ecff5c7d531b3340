import type { Place } from '../server/place.js';
import type { PendingTimeout, TimeoutQueue } from './timeout-queue.js';

type Listener = (reason: unknown) => void;

/** One lifetime. Costs no AbortController (4 µs) until somebody asks for its `signal`. */
export class Lifetime {
  /** Where it is counted, while it is. */
  place: Place | undefined;
  readonly #parent: Lifetime | undefined;
  readonly #kind: 'call' | 'attempt';
  #inherit: Listener | undefined;
  #aborted = false;
  #reason: unknown;
  #listeners: Listener[] | undefined;
  #controller: AbortController | undefined;
  #queue: TimeoutQueue | undefined;
  #expire: (() => void) | undefined;
  #limit: PendingTimeout | undefined;
  #holds = 0;

  /** A lifetime inside another one ends with it, until `release`; `attach` makes it end at once and not when somebody looks. The limit of an attempt can be held. */
  constructor(parent?: Lifetime, kind: 'call' | 'attempt' = 'call') {
    this.#parent = parent;
    this.#kind = kind;
  }

  /** A lifetime that ends with the outer one. */
  static inside(parent: Lifetime): Lifetime {
    const lifetime = new Lifetime(parent);
    lifetime.attach();
    return lifetime;
  }

  get aborted(): boolean {
    if (!this.#aborted && this.#inherit === undefined && this.#parent?.aborted === true)
      this.abort(this.#parent.reason);
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    this.attach();
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first reason stays; later ones are ignored. */
  abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    // The signal first: the handler hears of the end before its caller is answered.
    this.#controller?.abort(reason);
    for (const listener of listeners ?? []) listener(reason);
  }

  /** Calls `expire` when the queue's time is over, unless the limit ends before. One that is held waits for `resume`. */
  startLimit(queue: TimeoutQueue, expire: () => void): void {
    this.#queue = queue;
    this.#expire = expire;
    if (this.#holds === 0) this.#limit = queue.add(expire);
  }

  endLimit(): void {
    if (this.#limit !== undefined) this.#queue?.remove(this.#limit);
    // What the limit closes over must not outlive it here: calls that were promoted kept the next ones from being collected.
    this.#limit = undefined;
    this.#expire = undefined;
    this.#queue = undefined;
  }

  /** Stops the limit of the attempt until `resume` has been called as often: then its time begins anew. The call's own goes on. */
  hold(): void {
    if (this.#kind === 'call') {
      this.#parent?.hold();
      return;
    }
    this.#holds += 1;
    if (this.#limit !== undefined) this.#queue?.remove(this.#limit);
  }

  resume(): void {
    if (this.#kind === 'call') {
      this.#parent?.resume();
      return;
    }
    this.#holds -= 1;
    if (this.#expire === undefined || this.#holds > 0 || this.#aborted) return;
    this.#limit = this.#queue?.add(this.#expire);
  }

  /** Calls `listener` once, at once where the lifetime has already ended. */
  onAbort(listener: Listener): void {
    if (this.#aborted) listener(this.#reason);
    else if (this.#listeners === undefined) this.#listeners = [listener];
    else this.#listeners.push(listener);
  }

  removeListener(listener: Listener): void {
    const index = this.#listeners?.lastIndexOf(listener) ?? -1;
    if (index >= 0) this.#listeners?.splice(index, 1);
  }

  /** Ends with the outer lifetime from here on: at once, where that has ended. */
  attach(): void {
    if (this.#parent === undefined || this.#inherit !== undefined) return;
    this.#inherit = (reason) => this.abort(reason);
    this.#parent.onAbort(this.#inherit);
  }

  /** Lets go of the outer lifetime, when what this one was for is over. */
  release(): void {
    if (this.#inherit !== undefined) this.#parent?.removeListener(this.#inherit);
  }
}
