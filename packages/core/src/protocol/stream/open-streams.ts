import { RateLimitError, UnavailableError } from '../../errors/toolgate-error.js';
import { type Caller, callerKey, isKnownCaller } from '../../identity/caller.js';

/** Long-lived streams that are open: they are no work in progress, so they have limits of their own, and the drain ends them at once. */
export class OpenStreams {
  readonly #capacity: number;
  readonly #capacityPerCaller: number;
  readonly #enders = new Set<() => void>();
  readonly #byCaller = new Map<string, number>();
  #closed = false;

  constructor(capacity: number, capacityPerCaller: number) {
    this.#capacity = capacity;
    this.#capacityPerCaller = capacityPerCaller;
  }

  get size(): number {
    return this.#enders.size;
  }

  /** Counts a stream; `end` is called when the server drains. The returned function says that it has ended. Throws when there are too many. */
  open(from: Caller, end: () => void): () => void {
    const caller = callerKey(from);
    const count = this.#byCaller.get(caller) ?? 0;
    if (count >= this.#capacityPerCaller && isKnownCaller(from)) {
      throw new RateLimitError(`One caller may have ${this.#capacityPerCaller} streams open.`, { retryAfterMs: 1_000 });
    }
    if (this.#closed || this.#enders.size >= this.#capacity) {
      throw new UnavailableError('The server has no room for another stream.', { retryAfterMs: 1_000 });
    }
    this.#byCaller.set(caller, count + 1);
    this.#enders.add(end);
    return () => this.#release(caller, end);
  }

  /** Ends every stream; no more are opened. */
  close(): void {
    this.#closed = true;
    for (const end of [...this.#enders]) end();
  }

  #release(caller: string, end: () => void): void {
    if (!this.#enders.delete(end)) return;
    const count = this.#byCaller.get(caller) ?? 1;
    if (count === 1) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, count - 1);
  }
}
