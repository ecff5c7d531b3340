import type { Logger } from '../log.js';

/** Warnings that are worth one line in the life of a server, not one a call. */
export class Warnings {
  readonly #log: Logger;
  readonly #said = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** `key` must come from the server's own declarations, so that the set stays small. */
  once(key: string, fields: object, message: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#log.warn(fields, message);
  }
}
