import type { Clock } from '../clock.js';
import { callerNetwork } from './address.js';
import { type GcraRate, gcra } from './gcra.js';

/** At most this many addresses are remembered; the one whose failure is longest ago is forgotten first. */
const capacity = 100_000;

/** Counts failed logins per address (IPv6 by /64). Successes are never counted, so nobody is locked out behind a shared address. */
export class FailedAttempts {
  readonly #clock: Clock;
  readonly #rate: GcraRate;
  readonly #arrivals = new Map<string, number>();

  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#rate = { intervalMs: 60_000 / perMinute, burst: perMinute };
  }

  /** Milliseconds until the address may fail again; 0 when it may. Look before any costly check. */
  retryAfterMs(address: string | undefined): number {
    if (address === undefined) return 0;
    return gcra(this.#arrivals.get(callerNetwork(address)), this.#clock.now(), this.#rate).retryAfterMs;
  }

  /** Charges one failure; answers as `retryAfterMs` did before it. */
  record(address: string | undefined): number {
    if (address === undefined) return 0;
    const network = callerNetwork(address);
    const decision = gcra(this.#arrivals.get(network), this.#clock.now(), this.#rate);
    this.#arrivals.delete(network);
    this.#arrivals.set(network, decision.arrival);
    if (this.#arrivals.size > capacity) this.#forgetOldest();
    return decision.retryAfterMs;
  }

  #forgetOldest(): void {
    for (const network of this.#arrivals.keys()) {
      this.#arrivals.delete(network);
      return;
    }
  }
}
