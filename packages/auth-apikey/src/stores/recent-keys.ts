import type { KeyEntry } from '../keys/key-entry.js';

const keptMs = 5_000;
const capacity = 10_000;

interface Recent {
  readonly entry: KeyEntry;
  readonly until: number;
}

/** Keys that were found a moment ago, and one look-up for all who ask for the same at once. What was not found is not kept. */
export class RecentKeys {
  readonly #fetch: (digest: string) => Promise<KeyEntry | undefined>;
  readonly #recent = new Map<string, Recent>();
  readonly #pending = new Map<string, Promise<KeyEntry | undefined>>();

  constructor(fetch: (digest: string) => Promise<KeyEntry | undefined>) {
    this.#fetch = fetch;
  }

  find(digest: string, now: number): KeyEntry | Promise<KeyEntry | undefined> {
    const recent = this.#recent.get(digest);
    if (recent !== undefined && recent.until > now) return recent.entry;
    const pending = this.#pending.get(digest) ?? this.#look(digest, now, recent?.entry);
    this.#pending.set(digest, pending);
    return pending;
  }

  async #look(digest: string, now: number, before: KeyEntry | undefined): Promise<KeyEntry | undefined> {
    try {
      const found = await this.#fetch(digest);
      this.#recent.delete(digest);
      if (found === undefined) return undefined;
      // The same object while nothing changed: what core knows of it stays known.
      const entry = JSON.stringify(found) === JSON.stringify(before) && before !== undefined ? before : found;
      this.#recent.set(digest, { entry, until: now + keptMs });
      if (this.#recent.size > capacity) this.#forgetOldest();
      return entry;
    } finally {
      this.#pending.delete(digest);
    }
  }

  #forgetOldest(): void {
    for (const digest of this.#recent.keys()) {
      this.#recent.delete(digest);
      return;
    }
  }
}
