/** Texts of lists that were prepared once, per visibility class; the least recently used go first. */
export class PreparedLists {
  readonly #capacity: number;
  // In the order of their last use.
  readonly #texts = new Map<string, string>();

  constructor(capacity = 64) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#texts.size;
  }

  /** What `prepare` throws is thrown, and nothing is kept. */
  get(key: string, prepare: () => string): string {
    const text = this.#texts.get(key) ?? prepare();
    this.#texts.delete(key);
    this.#texts.set(key, text);
    if (this.#texts.size > this.#capacity) this.#forgetOldest();
    return text;
  }

  clear(): void {
    this.#texts.clear();
  }

  #forgetOldest(): void {
    for (const key of this.#texts.keys()) {
      this.#texts.delete(key);
      return;
    }
  }
}
