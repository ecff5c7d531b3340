type Listener = (reason: unknown) => void;

/** One lifetime. Costs no AbortController (4 µs) until somebody asks for its `signal`. */
export class Cancellation {
  #aborted = false;
  #reason: unknown;
  #listeners: Listener[] = [];
  #controller: AbortController | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
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
    this.#listeners = [];
    for (const listener of listeners) listener(reason);
    this.#controller?.abort(reason);
  }

  /** Calls `listener` once, at once where the lifetime has already ended. */
  onAbort(listener: Listener): void {
    if (this.#aborted) listener(this.#reason);
    else this.#listeners.push(listener);
  }

  removeListener(listener: Listener): void {
    const index = this.#listeners.lastIndexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }
}
