import type { Clock } from '../clock.js';

/** One pending timeout; hand it back to `TimeoutQueue.remove`. */
export interface PendingTimeout {
  readonly due: number;
  readonly expire: () => void;
  previous: PendingTimeout | undefined;
  next: PendingTimeout | undefined;
}

/** Timeouts of one length. They fall due in the order they came, so one timer and a linked list serve all of them. */
export class TimeoutQueue {
  readonly #clock: Clock;
  /** Length of the timeouts. */
  readonly ms: number;
  #first: PendingTimeout | undefined;
  #last: PendingTimeout | undefined;
  #armed = false;

  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.ms = ms;
  }

  add(expire: () => void): PendingTimeout {
    const entry: PendingTimeout = { due: this.#clock.now() + this.ms, expire, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.#first = entry;
    else this.#last.next = entry;
    this.#last = entry;
    if (!this.#armed) this.#arm(this.ms);
    return entry;
  }

  remove(entry: PendingTimeout): void {
    if (entry.previous !== undefined) entry.previous.next = entry.next;
    else if (this.#first === entry) this.#first = entry.next;
    else return;
    if (entry.next !== undefined) entry.next.previous = entry.previous;
    else this.#last = entry.previous;
    entry.previous = undefined;
    entry.next = undefined;
  }

  #arm(ms: number): void {
    this.#armed = true;
    this.#clock.schedule(ms, () => this.#expire());
  }

  #expire(): void {
    this.#armed = false;
    const now = this.#clock.now();
    while (this.#first !== undefined && this.#first.due <= now) {
      const entry = this.#first;
      this.remove(entry);
      entry.expire();
    }
    // Timers may fire a fraction early, so the remainder is rounded up.
    if (this.#first !== undefined && !this.#armed) this.#arm(Math.max(1, Math.ceil(this.#first.due - now)));
  }
}
