/** Hands over what arrives, in order, to whoever waits for it. */
export class Arrivals<T> {
  readonly #arrived: T[] = [];
  readonly #waiting: ((value: T) => void)[] = [];

  /** How many have arrived and were not taken. */
  get size(): number {
    return this.#arrived.length;
  }

  push(value: T): void {
    const resolve = this.#waiting.shift();
    if (resolve === undefined) this.#arrived.push(value);
    else resolve(value);
  }

  next(): Promise<T> {
    const [first] = this.#arrived.splice(0, 1);
    return first === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(first);
  }
}
