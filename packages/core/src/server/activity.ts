import type { Lifetime } from '../call/lifetime.js';
import type { Clock } from '../clock.js';
import { UnavailableError } from '../errors/toolgate-error.js';

/** What became of the requests that were in flight when a drain began. */
export interface DrainCounts {
  /** Finished by themselves in time. */
  readonly completed: number;
  /** Ended by the deadline, with an error as their answer. */
  readonly aborted: number;
  /** Still without an answer a second after that. */
  readonly leftOpen: number;
}

const answerGraceMs = 1_000;

/** Requests that have no answer yet. */
export class Activity {
  readonly #clock: Clock;
  readonly #active = new Set<Lifetime>();
  #draining = false;
  #counted: ReadonlySet<Lifetime> = new Set();
  #idle: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get draining(): boolean {
    return this.#draining;
  }

  enter(lifetime: Lifetime): void {
    this.#active.add(lifetime);
  }

  /** Throws an UnavailableError for a new call while the server drains. */
  assertOpen(): void {
    if (this.#draining) throw new UnavailableError('The server is shutting down.', { retryAfterMs: 1_000 });
  }

  leave(lifetime: Lifetime): void {
    this.#active.delete(lifetime);
    if (this.#draining && this.#active.size === 0) this.#idle?.();
  }

  /** From here on new calls are refused, and what is in flight is counted. */
  refuseNew(): void {
    this.#draining = true;
    this.#counted = new Set(this.#active);
  }

  /** Waits for what is in flight, and ends what is left at the deadline. */
  async drain(deadlineMs: number): Promise<DrainCounts> {
    await this.#idleWithin(deadlineMs);
    const late = this.#countedOpen();
    for (const lifetime of this.#active) lifetime.abort(new UnavailableError('The server is shutting down.'));
    await this.#idleWithin(answerGraceMs);
    const leftOpen = this.#countedOpen();
    return { completed: this.#counted.size - late, aborted: late - leftOpen, leftOpen };
  }

  #countedOpen(): number {
    return [...this.#active].filter((lifetime) => this.#counted.has(lifetime)).length;
  }

  #idleWithin(ms: number): Promise<void> {
    if (this.#active.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(ms, resolve);
      this.#idle = () => {
        cancel();
        resolve();
      };
    });
  }
}
