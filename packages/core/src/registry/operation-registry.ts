import type { CompileSetting } from '../operation/compile-operation.js';
import type { CompiledOperation } from '../operation/compiled-operation.js';
import type { NamedKind, OperationNames } from './operation-names.js';

interface Definition {
  readonly name: string;
  readonly options: object;
}

interface Entry<Defined, Compiled> {
  definition: Defined;
  compiled: Compiled | undefined;
  enabled: boolean;
}

export interface RegistryOptions<Defined, Compiled> {
  readonly kind: NamedKind;
  readonly names: OperationNames;
  readonly compile: (definition: Defined, setting: CompileSetting) => Compiled;
  /** What no two operations may share besides a name: a URI. */
  readonly address?: (definition: Defined) => string | undefined;
}

/** Operations of one kind in the order they were added. A disabled one is kept, and does not exist for clients. */
export class OperationRegistry<Defined extends Definition, Compiled extends CompiledOperation> {
  readonly #options: RegistryOptions<Defined, Compiled>;
  readonly #entries = new Map<string, Entry<Defined, Compiled>>();
  /** Names by address. */
  readonly #addresses = new Map<string, string>();
  readonly #listeners: (() => void)[] = [];
  #setting: CompileSetting | undefined;
  #used = false;
  #enabled: readonly Compiled[] | undefined;

  constructor(options: RegistryOptions<Defined, Compiled>) {
    this.#options = options;
  }

  /** Calls `listener` after every change of what clients can see. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Compiles everything; from then on each operation is compiled when it is added. */
  compile(setting: CompileSetting): void {
    for (const entry of this.#entries.values()) entry.compiled = this.#options.compile(entry.definition, setting);
    this.#setting = setting;
    this.#enabled = undefined;
  }

  /** Adds an operation; takes the place of a disabled one of that name, and stays disabled. Throws a TypeError for a mistake. */
  add(definition: Defined): void {
    const { name } = definition;
    const before = this.#entries.get(name);
    const disabled = before?.enabled === false;
    const { names, kind } = this.#options;
    if (!disabled) names.claim(name, kind);
    try {
      this.#assertOwnAddress(definition);
      this.#entries.set(name, { definition, compiled: this.#compiled(definition), enabled: !disabled });
    } catch (error) {
      if (!disabled) names.release(name);
      throw error;
    }
    this.#used = true;
    this.#moveAddress(before?.definition, definition);
    if (!disabled) this.#changed();
  }

  /** Answers whether there was one. */
  remove(name: string): boolean {
    const entry = this.#entries.get(name);
    if (entry === undefined) return false;
    this.#entries.delete(name);
    this.#options.names.release(name);
    this.#moveAddress(entry.definition, undefined);
    if (entry.enabled) this.#changed();
    return true;
  }

  enable(name: string): void {
    this.#switch(name, true);
  }

  disable(name: string): void {
    this.#switch(name, false);
  }

  /** Replaces a definition. Throws a TypeError, and changes nothing, for a name there is not and for a mistake. */
  replace(name: string, change: (definition: Defined) => Defined): void {
    const entry = this.#entry(name);
    const definition = change(entry.definition);
    entry.compiled = this.#compiled(definition);
    entry.definition = definition;
    if (entry.enabled) this.#changed();
  }

  definition(name: string): Defined {
    return this.#entry(name).definition;
  }

  /** An enabled operation. */
  get(name: string): Compiled | undefined {
    const entry = this.#entries.get(name);
    return entry?.enabled === true ? entry.compiled : undefined;
  }

  /** An operation, enabled or not. */
  find(name: string): Compiled | undefined {
    return this.#entries.get(name)?.compiled;
  }

  /** All enabled operations, in the order they were added. */
  get enabled(): readonly Compiled[] {
    this.#enabled ??= [...this.#entries.values()].flatMap(({ enabled, compiled }) =>
      enabled && compiled !== undefined ? [compiled] : [],
    );
    return this.#enabled;
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Whether there has ever been one: what was offered once goes on being offered, with an empty list. */
  get used(): boolean {
    return this.#used;
  }

  #compiled(definition: Defined): Compiled | undefined {
    return this.#setting === undefined ? undefined : this.#options.compile(definition, this.#setting);
  }

  #switch(name: string, enabled: boolean): void {
    const entry = this.#entry(name);
    if (entry.enabled === enabled) return;
    entry.enabled = enabled;
    this.#changed();
  }

  #assertOwnAddress(definition: Defined): void {
    const { address, kind } = this.#options;
    const own = address?.(definition);
    const holder = own === undefined ? undefined : this.#addresses.get(own);
    if (holder === undefined || holder === definition.name) return;
    throw new TypeError(`The ${kind}s "${holder}" and "${definition.name}" are both at ${own}: give each its own.`);
  }

  #moveAddress(before: Defined | undefined, after: Defined | undefined): void {
    const { address } = this.#options;
    const old = before === undefined ? undefined : address?.(before);
    const own = after === undefined ? undefined : address?.(after);
    if (old !== undefined) this.#addresses.delete(old);
    if (own !== undefined && after !== undefined) this.#addresses.set(own, after.name);
  }

  #entry(name: string): Entry<Defined, Compiled> {
    const entry = this.#entries.get(name);
    if (entry !== undefined) return entry;
    const { kind } = this.#options;
    throw new TypeError(`There is no ${kind} "${name}"; there are ${this.names.join(', ') || 'none'}.`);
  }

  #changed(): void {
    this.#enabled = undefined;
    for (const listener of this.#listeners) listener();
  }
}
