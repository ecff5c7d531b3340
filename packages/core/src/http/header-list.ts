import { ToolgateError } from '../errors/toolgate-error.js';

/** Headers as they came, so that a header sent twice can be told from one sent once. Looking one up costs less than `request.headers`, which parses all. */
export class HeaderList {
  readonly #raw: readonly string[];

  /** `raw` alternates names and values, as `JsonRpcMessage.rawHeaders` does. */
  constructor(raw: readonly string[]) {
    this.#raw = raw;
  }

  get count(): number {
    return this.#raw.length / 2;
  }

  /** Value of a header by lower-case name. Throws BAD_REQUEST when it was sent twice: two readers could choose differently. */
  get(name: string): string | undefined {
    const first = this.#find(name, 0);
    if (first < 0) return undefined;
    if (this.#find(name, first + 2) < 0) return this.#raw[first + 1];
    throw new ToolgateError('BAD_REQUEST', `The header ${name} was sent twice: send it once.`);
  }

  /** Every value of a header that may be repeated, joined as one list (RFC 9110, 5.3). */
  list(name: string): string | undefined {
    let joined: string | undefined;
    for (let index = this.#find(name, 0); index >= 0; index = this.#find(name, index + 2)) {
      const value = this.#raw[index + 1];
      joined = joined === undefined ? value : `${joined}, ${value}`;
    }
    return joined;
  }

  #find(name: string, from: number): number {
    for (let index = from; index < this.#raw.length; index += 2) {
      const candidate = this.#raw[index];
      if (candidate?.length === name.length && (candidate === name || candidate.toLowerCase() === name)) return index;
    }
    return -1;
  }
}
