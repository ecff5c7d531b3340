import type { KeyEntry } from '../keys/key-entry.js';

const keptMs = 5_000;
const capacity = 10_000;

interface Recent {
  readonly entry: KeyEntry | undefined;
  readonly until: number;
}

/**
 * Keys that were looked up a moment ago, found or not, and one look-up for all who ask for the same at once. Those that were
 * not found are kept apart: guesses push no key out.
 */
export class RecentKeys {
  readonly #fetch: (digest: string) => Promise<KeyEntry | undefined>;
  readonly #found = new Map<string, Recent>();
  readonly #absent = new Map<string, Recent>();
  readonly #pending = new Map<string, Promise<KeyEntry | undefined>>();

  constructor(fetch: (digest: string) => Promise<KeyEntry | undefined>) {
    this.#fetch = fetch;
  }

  find(digest: string, now: number): KeyEntry | undefined | Promise<KeyEntry | undefined> {
    const recent = this.#found.get(digest) ?? this.#absent.get(digest);
    if (recent !== undefined && recent.until > now) return recent.entry;
    const pending = this.#pending.get(digest) ?? this.#look(digest, now, recent?.entry);
    this.#pending.set(digest, pending);
    return pending;
  }

  async #look(digest: string, now: number, before: KeyEntry | undefined): Promise<KeyEntry | undefined> {
    try {
      const fresh = await this.#fetch(digest);
      // The same object while nothing changed: what core knows of it stays known.
      const entry = before !== undefined && JSON.stringify(fresh) === JSON.stringify(before) ? before : fresh;
      this.#found.delete(digest);
      this.#absent.delete(digest);
      keep(entry === undefined ? this.#absent : this.#found, digest, { entry, until: now + keptMs });
      return entry;
    } finally {
      this.#pending.delete(digest);
    }
  }
}

/** The one that was looked up first is forgotten first. */
function keep(recent: Map<string, Recent>, digest: string, looked: Recent): void {
  recent.set(digest, looked);
  if (recent.size <= capacity) return;
  for (const oldest of recent.keys()) {
    recent.delete(oldest);
    return;
  }
}
