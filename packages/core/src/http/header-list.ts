import { ToolgateError } from '../errors/toolgate-error.js';

/** Headers as they came, so that a header sent twice can be told from one sent once. */
export class HeaderList {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  /** `raw` alternates names and values, as `IncomingMessage.rawHeaders` does. */
  constructor(raw: readonly string[]) {
    for (let index = 0; index + 1 < raw.length; index += 2) {
      this.#names.push((raw[index] ?? '').toLowerCase());
      this.#values.push(raw[index + 1] ?? '');
    }
  }

  get count(): number {
    return this.#names.length;
  }

  /** Value of a header by lower-case name. Throws BAD_REQUEST when it was sent twice: two readers could choose differently. */
  get(name: string): string | undefined {
    const first = this.#names.indexOf(name);
    if (first < 0) return undefined;
    if (this.#names.indexOf(name, first + 1) < 0) return this.#values[first];
    throw new ToolgateError('BAD_REQUEST', `The header ${name} was sent twice: send it once.`);
  }

  /** Every value of a header that may be repeated, joined as one list (RFC 9110, 5.3). */
  list(name: string): string | undefined {
    const values = this.#values.filter((_, index) => this.#names[index] === name);
    return values.length === 0 ? undefined : values.join(', ');
  }
}
