import type { Clock } from '../clock.js';
import { type GcraRate, gcra } from '../identity/gcra.js';

const rate: GcraRate = { intervalMs: 50, burst: 10 };

/** Progress of one call towards the client: strictly increasing, at most about twenty messages a second; of what comes faster the newest is kept. */
export class Progress {
  readonly #clock: Clock;
  readonly #send: (params: object) => void;
  #latest = Number.NEGATIVE_INFINITY;
  #arrival: number | undefined;
  #held: object | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, send: (params: object) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  report(progress: number, total: number | undefined, message: string | undefined): void {
    if (!Number.isFinite(progress) || progress <= this.#latest) return;
    this.#latest = progress;
    this.#held = { progress, total: Number.isFinite(total) ? total : undefined, message };
    if (this.#cancel === undefined) this.#sendOrWait();
  }

  /** Sends what was held back, for nothing may follow the answer. */
  end(): void {
    this.#cancel?.();
    this.#flush();
  }

  /** Forgets what was held back: the client has taken its request back. */
  abandon(): void {
    this.#cancel?.();
    this.#held = undefined;
  }

  #sendOrWait(): void {
    this.#cancel = undefined;
    if (this.#held === undefined) return;
    const { allowed, arrival, retryAfterMs } = gcra(this.#arrival, this.#clock.now(), rate);
    this.#arrival = arrival;
    if (allowed) this.#flush();
    else this.#cancel = this.#clock.schedule(retryAfterMs, () => this.#sendOrWait());
  }

  #flush(): void {
    if (this.#held === undefined) return;
    this.#send(this.#held);
    this.#held = undefined;
  }
}
