const maxBytes = 4_096;

/** Values of `call.once` by name, over all rounds and attempts of one call. */
export class OnceResults {
  // As text, so that whoever reads a value has a copy of its own.
  readonly #results: Map<string, string>;
  readonly #running = new Map<string, Promise<string>>();

  /** `earlier` holds the values of earlier rounds. */
  constructor(earlier: Readonly<Record<string, unknown>> = {}) {
    this.#results = new Map(Object.entries(earlier).map(([name, value]) => [name, JSON.stringify(value)]));
  }

  get size(): number {
    return this.#results.size;
  }

  /** What the next round must know. */
  get results(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#results].map(([name, text]) => [name, JSON.parse(text)]));
  }

  /** Throws a TypeError for a value that is no JSON of at most 4 KB. */
  async run(name: string, work: () => unknown): Promise<unknown> {
    const text = this.#results.get(name) ?? (await (this.#running.get(name) ?? this.#start(name, work)));
    return JSON.parse(text);
  }

  /** Work that failed, even at once, is not running any more: the next run begins anew. */
  #start(name: string, work: () => unknown): Promise<string> {
    const running = this.#make(name, work).finally(() => this.#running.delete(name));
    this.#running.set(name, running);
    return running;
  }

  async #make(name: string, work: () => unknown): Promise<string> {
    const text = valueText(name, await work());
    this.#results.set(name, text);
    return text;
  }
}

/** The value as every round will see it. */
function valueText(name: string, value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (typeof text !== 'string') throw new TypeError(`once("${name}") made a ${typeof value}, which is no JSON.`);
  if (Buffer.byteLength(text) <= maxBytes) return text;
  throw new TypeError(`once("${name}") made more than ${maxBytes} bytes of JSON: return an id of what was made.`);
}
