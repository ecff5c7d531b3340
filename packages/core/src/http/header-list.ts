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
    let value: string | undefined;
    for (let index = 0; index < this.#raw.length; index += 2) {
      if (!isNamed(this.#raw[index], name)) continue;
      if (value !== undefined)
        throw new ToolgateError('BAD_REQUEST', `The header ${name} was sent twice: send it once.`);
      value = this.#raw[index + 1];
    }
    return value;
  }

  /** Every value of a header that may be repeated, joined as one list (RFC 9110, 5.3). */
  list(name: string): string | undefined {
    let joined: string | undefined;
    for (let index = 0; index < this.#raw.length; index += 2) {
      if (!isNamed(this.#raw[index], name)) continue;
      const value = this.#raw[index + 1];
      joined = joined === undefined ? value : `${joined}, ${value}`;
    }
    return joined;
  }
}

/** Whether a header has this lower-case name. Most differ in length or in their first letter, which `| 32` makes small. */
function isNamed(header: string | undefined, name: string): boolean {
  if (header?.length !== name.length) return false;
  const first = header.charCodeAt(0);
  const wanted = name.charCodeAt(0);
  if (first !== wanted && (first | 32) !== wanted) return false;
  return header === name || header.toLowerCase() === name;
}
