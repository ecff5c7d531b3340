import { type Clock, UnavailableError } from '@toolgate/core';

/** Hashes at once: half of the threads of the pool, so that files and names are still read. */
const concurrency = 2;
/** Logins that may wait. */
const capacity = 1_000;
/** A login that has waited so long is refused; with its hash it is answered within the ten seconds that core allows. */
const patienceMs = 8_000;

interface Waiting {
  readonly begin: () => void;
}

/** Lets two logins at a time do their costly work, in the order they came. */
export class LoginQueue {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `work` when its turn comes. Rejects with an UnavailableError when too many wait, or it has waited eight seconds. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= concurrency) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Settles when a place has been handed over. */
  #turn(): Promise<void> {
    if (this.#waiting.size >= capacity) throw busy();
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.schedule(patienceMs, () => {
        this.#waiting.delete(waiting);
        reject(busy());
      });
      const begin = (): void => {
        cancel();
        resolve();
      };
      const waiting: Waiting = { begin };
      this.#waiting.add(waiting);
    });
  }

  #next(): void {
    for (const waiting of this.#waiting) {
      this.#waiting.delete(waiting);
      waiting.begin();
      return;
    }
    this.#running -= 1;
  }
}

function busy(): UnavailableError {
  return new UnavailableError('Too many logins at once.', { retryAfterMs: 5_000 });
}
