import type { OperationKind } from '../operation/operation.js';

/** What an operation is to whoever added it: reading a skill's files is a resource operation. */
export type NamedKind = OperationKind | 'skill';

/** Names of all operations: breakers, limits and caches keep their state by name, so one name means one operation. */
export class OperationNames {
  readonly #kinds = new Map<string, NamedKind>();

  /** Throws a TypeError for a name that is taken. */
  claim(name: string, kind: NamedKind): void {
    const other = this.#kinds.get(name);
    if (other === kind) throw new TypeError(`Two ${kind}s are called "${name}": give each a name of its own.`);
    if (other !== undefined) {
      throw new TypeError(`A ${other} and a ${kind} are called "${name}": give each operation a name of its own.`);
    }
    this.#kinds.set(name, kind);
  }

  release(name: string): void {
    this.#kinds.delete(name);
  }

  get all(): readonly string[] {
    return [...this.#kinds.keys()];
  }
}
