import type { Lifetime } from '../call/lifetime.js';
import type { Clock } from '../clock.js';
import { RateLimitError, UnavailableError } from '../errors/toolgate-error.js';
import { type Caller, callerKey, isKnownCaller } from '../identity/caller.js';
import type { Place, Share } from './place.js';

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
/** About so many callers with nothing in flight are remembered. */
const keptShares = 1_000;

/** Requests that have no answer yet. */
export class Activity {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #capacityPerCaller: number;
  #newest: Place | undefined;
  #size = 0;
  /** Of all places the ones that nobody waits for: tasks. */
  #background = 0;
  readonly #shares = new Map<string, Share>();
  /** At this many shares the empty ones are thrown away: a caller that comes again and again keeps its own. */
  #sweepAt = keptShares;
  #draining = false;
  #counted = 0;
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
    this.#enter(lifetime, false);
  }

  /** Work that goes on without its request: the drain waits for it, but it takes no place among the requests. */
  enterBackground(lifetime: Lifetime): void {
    this.#enter(lifetime, true);
  }

  /** Throws an UnavailableError when twice as much is in flight as the server takes: the rest is for answers to its questions. */
  assertRoom(): void {
    if (this.#requests > 2 * this.#capacity) throw tooMuch();
  }

  /** Counts a message for its caller, whatever it will be. Throws a RateLimitError for more than twice the caller's share. */
  claim({ place }: Lifetime, from: Caller): void {
    if (place === undefined || !isKnownCaller(from)) return;
    const share = this.#shareOf(callerKey(from));
    if (share.count >= 2 * this.#capacityPerCaller) throw this.#tooMany();
    share.count += 1;
    place.share = share;
  }

  /** Throws an UnavailableError or a RateLimitError where a message that was counted turns out to be one request too many. */
  assertShare({ place }: Lifetime): void {
    if (this.#requests > this.#capacity) throw tooMuch();
    if ((place?.share?.count ?? 0) > this.#capacityPerCaller) throw this.#tooMany();
  }

  /** Throws an UnavailableError for a new call while the server drains. */
  assertOpen(): void {
    if (this.#draining) throw new UnavailableError('The server is shutting down.', { retryAfterMs: 1_000 });
  }

  /** Without effect for what has left already. */
  leave(lifetime: Lifetime): void {
    const { place } = lifetime;
    if (place === undefined) return;
    lifetime.place = undefined;
    const { previous, next } = place;
    if (previous !== undefined) previous.next = next;
    if (next === undefined) this.#newest = previous;
    else next.previous = previous;
    this.#size -= 1;
    if (place.background) this.#background -= 1;
    if (place.share !== undefined) place.share.count -= 1;
    if (this.#draining && this.#size === 0) this.#idle?.();
  }

  /** From here on new calls are refused, and what is in flight is counted. */
  refuseNew(): void {
    this.#draining = true;
    for (const place of this.#places()) place.counted = true;
    this.#counted = this.#size;
  }

  /** Waits for what is in flight, and ends what is left at the deadline. */
  async drain(deadlineMs: number): Promise<DrainCounts> {
    await this.#idleWithin(deadlineMs);
    const late = this.#countedOpen();
    for (const { lifetime } of this.#places()) lifetime.abort(new UnavailableError('The server is shutting down.'));
    await this.#idleWithin(answerGraceMs);
    const leftOpen = this.#countedOpen();
    return { completed: this.#counted - late, aborted: late - leftOpen, leftOpen };
  }

  get #requests(): number {
    return this.#size - this.#background;
  }

  #enter(lifetime: Lifetime, background: boolean): void {
    if (lifetime.place !== undefined) return;
    if (background) this.#background += 1;
    const previous = this.#newest;
    const place: Place = { lifetime, background, share: undefined, counted: false, previous, next: undefined };
    if (previous !== undefined) previous.next = place;
    this.#newest = place;
    this.#size += 1;
    lifetime.place = place;
  }

  #shareOf(caller: string): Share {
    const known = this.#shares.get(caller);
    if (known !== undefined) return known;
    if (this.#shares.size >= this.#sweepAt) this.#sweep();
    const share: Share = { count: 0 };
    this.#shares.set(caller, share);
    return share;
  }

  #sweep(): void {
    for (const [caller, { count }] of this.#shares) if (count === 0) this.#shares.delete(caller);
    this.#sweepAt = this.#shares.size * 2 + keptShares;
  }

  #places(): readonly Place[] {
    const places: Place[] = [];
    for (let place = this.#newest; place !== undefined; place = place.previous) places.push(place);
    return places;
  }

  #tooMany(): RateLimitError {
    const message = `One caller may have ${this.#capacityPerCaller} requests in flight.`;
    return new RateLimitError(message, { retryAfterMs: 1_000 });
  }

  #countedOpen(): number {
    return this.#places().filter(({ counted }) => counted).length;
  }

  #idleWithin(ms: number): Promise<void> {
    if (this.#size === 0) return Promise.resolve();
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
