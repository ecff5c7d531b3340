import type { Lifetime } from '../call/lifetime.js';
import type { Clock } from '../clock.js';
import { RateLimitError, UnavailableError } from '../errors/toolgate-error.js';
import { type Caller, callerKey, isKnownCaller } from '../identity/caller.js';

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
  readonly #capacity: number;
  readonly #capacityPerCaller: number;
  /** With the caller each belongs to, once that is known. */
  readonly #active = new Map<Lifetime, string | undefined>();
  readonly #byCaller = new Map<string, number>();
  /** Of those the ones that nobody waits for: tasks. */
  readonly #background = new Set<Lifetime>();
  #draining = false;
  #counted: ReadonlySet<Lifetime> = new Set();
  #idle: (() => void) | undefined;

  constructor(clock: Clock, capacity: number, capacityPerCaller: number) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#capacityPerCaller = capacityPerCaller;
  }

  get draining(): boolean {
    return this.#draining;
  }

  enter(lifetime: Lifetime): void {
    this.#active.set(lifetime, undefined);
  }

  /** Work that goes on without its request: the drain waits for it, but it takes no place among the requests. */
  enterBackground(lifetime: Lifetime): void {
    this.#active.set(lifetime, undefined);
    this.#background.add(lifetime);
  }

  /** Throws an UnavailableError when twice as much is in flight as the server takes: the rest is for answers to its questions. */
  assertRoom(): void {
    if (this.#requests > 2 * this.#capacity) throw tooMuch();
  }

  /** Counts a message for its caller, whatever it will be. Throws a RateLimitError for more than twice the caller's share. */
  claim(lifetime: Lifetime, from: Caller): void {
    if (!isKnownCaller(from)) return;
    const caller = callerKey(from);
    const count = (this.#byCaller.get(caller) ?? 0) + 1;
    if (count > 2 * this.#capacityPerCaller) throw this.#tooMany();
    this.#byCaller.set(caller, count);
    this.#active.set(lifetime, caller);
  }

  /** Throws an UnavailableError or a RateLimitError where a message that was counted turns out to be one request too many. */
  assertShare(lifetime: Lifetime): void {
    if (this.#requests > this.#capacity) throw tooMuch();
    const caller = this.#active.get(lifetime);
    if (caller !== undefined && (this.#byCaller.get(caller) ?? 0) > this.#capacityPerCaller) throw this.#tooMany();
  }

  /** Throws an UnavailableError for a new call while the server drains. */
  assertOpen(): void {
    if (this.#draining) throw new UnavailableError('The server is shutting down.', { retryAfterMs: 1_000 });
  }

  /** Without effect for what has left already. */
  leave(lifetime: Lifetime): void {
    const caller = this.#active.get(lifetime);
    this.#active.delete(lifetime);
    this.#background.delete(lifetime);
    if (caller !== undefined) this.#release(caller);
    if (this.#draining && this.#active.size === 0) this.#idle?.();
  }

  /** From here on new calls are refused, and what is in flight is counted. */
  refuseNew(): void {
    this.#draining = true;
    this.#counted = new Set(this.#active.keys());
  }

  /** Waits for what is in flight, and ends what is left at the deadline. */
  async drain(deadlineMs: number): Promise<DrainCounts> {
    await this.#idleWithin(deadlineMs);
    const late = this.#countedOpen();
    for (const lifetime of [...this.#active.keys()])
      lifetime.abort(new UnavailableError('The server is shutting down.'));
    await this.#idleWithin(answerGraceMs);
    const leftOpen = this.#countedOpen();
    return { completed: this.#counted.size - late, aborted: late - leftOpen, leftOpen };
  }

  get #requests(): number {
    return this.#active.size - this.#background.size;
  }

  #tooMany(): RateLimitError {
    const message = `One caller may have ${this.#capacityPerCaller} requests in flight.`;
    return new RateLimitError(message, { retryAfterMs: 1_000 });
  }

  #release(caller: string): void {
    const count = this.#byCaller.get(caller) ?? 1;
    if (count === 1) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, count - 1);
  }

  #countedOpen(): number {
    return [...this.#active.keys()].filter((lifetime) => this.#counted.has(lifetime)).length;
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

function tooMuch(): UnavailableError {
  return new UnavailableError('The server has too much to do.', { retryAfterMs: 1_000 });
}
