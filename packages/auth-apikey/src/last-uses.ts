/** A use is noted once in so many milliseconds. */
const resolutionMs = 60_000;
const capacity = 100_000;

/** When keys were used last in this process, by digest. */
export class LastUses {
  readonly #uses = new Map<string, number>();

  of(digest: string): number | undefined {
    return this.#uses.get(digest);
  }

  /** Whether this use is a minute or more after the last one, which is then noted. */
  note(digest: string, at: number): boolean {
    const last = this.#uses.get(digest);
    if (last !== undefined && at - last < resolutionMs) return false;
    this.#uses.delete(digest);
    this.#uses.set(digest, at);
    if (this.#uses.size > capacity) this.#forgetOldest();
    return true;
  }

  #forgetOldest(): void {
    for (const digest of this.#uses.keys()) {
      this.#uses.delete(digest);
      return;
    }
  }
}
