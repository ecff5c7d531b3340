const maxBytes = 4_096;

/** Values of `call.once` by name, over all rounds and attempts of one call. */
export class OnceResults {
  readonly #results: Map<string, unknown>;
  readonly #running = new Map<string, Promise<unknown>>();

  /** `earlier` holds the values of earlier rounds. */
  constructor(earlier: Readonly<Record<string, unknown>> = {}) {
    this.#results = new Map(Object.entries(earlier));
  }

  get size(): number {
    return this.#results.size;
  }

  /** What the next round must know. */
  get results(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#results);
  }

  /** Throws a TypeError for a value that is no JSON of at most 4 KB. */
  run(name: string, work: () => unknown): Promise<unknown> {
    if (this.#results.has(name)) return Promise.resolve(this.#results.get(name));
    const running = this.#running.get(name) ?? this.#start(name, work);
    this.#running.set(name, running);
    return running;
  }

  async #start(name: string, work: () => unknown): Promise<unknown> {
    try {
      const value = plainValue(name, await work());
      this.#results.set(name, value);
      return value;
    } finally {
      this.#running.delete(name);
    }
  }
}

/** The value as every later round will see it. */
function plainValue(name: string, value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  if (typeof text !== 'string') throw new TypeError(`once("${name}") made a ${typeof value}, which is no JSON.`);
  if (Buffer.byteLength(text) <= maxBytes) return JSON.parse(text);
  throw new TypeError(`once("${name}") made more than ${maxBytes} bytes of JSON: return an id of what was made.`);
}
