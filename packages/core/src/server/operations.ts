import type { CompiledOperation } from '../operation/compiled-operation.js';
import type { OperationRegistry } from '../registry/operation-registry.js';

/** Turns operations of one kind on and off while the server runs. Clients that listen are told of each change. */
export interface Operations {
  /** Names in the order they were added, disabled ones among them. */
  readonly names: readonly string[];
  /** From now on it does not exist for clients; calls in flight go on. Throws a TypeError for a name there is not. */
  disable(name: string): void;
  enable(name: string): void;
  /** Answers whether there was one. */
  remove(name: string): boolean;
}

interface Definition {
  readonly name: string;
  readonly options: object;
}

export function operations<Defined extends Definition, Compiled extends CompiledOperation>(
  registry: OperationRegistry<Defined, Compiled>,
): Operations {
  return {
    get names() {
      return registry.names;
    },
    disable: (name) => registry.disable(name),
    enable: (name) => registry.enable(name),
    remove: (name) => registry.remove(name),
  };
}
