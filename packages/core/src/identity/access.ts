import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Caller } from './caller.js';
import { grants } from './permissions.js';
import type { Principal } from './principal.js';

/** Decides who may see and use an operation: one answer for lists and for calls. */
export class Access {
  readonly #log: Logger;
  readonly #authenticated: boolean;
  readonly #judges: readonly Plugin<string>[];
  // Authenticators hand out the same principal again and again; its grants are indexed once.
  readonly #granted = new WeakMap<Principal, ReadonlySet<string>>();

  constructor(plugins: readonly Plugin<string>[], log: Logger) {
    this.#log = log;
    this.#authenticated = plugins.some(({ auth }) => auth !== undefined);
    this.#judges = plugins.filter(({ allow }) => allow !== undefined);
  }

  /** Whether everybody may use everything. */
  get unlimited(): boolean {
    return !this.#authenticated && this.#judges.length === 0;
  }

  allows(operation: Operation, caller: Caller): boolean {
    if (this.#authenticated && !this.#permits(operation, caller.principal)) return false;
    return this.#judges.length === 0 || this.#judges.every((plugin) => this.#judge(plugin, operation, caller));
  }

  #permits({ options }: Operation, principal: Principal | undefined): boolean {
    if (options.public === true) return true;
    if (principal === undefined) return false;
    const { permissions } = options;
    if (permissions === undefined) return true;
    const granted = this.#grantsOf(principal);
    if (typeof permissions === 'string') return grants(granted, permissions);
    return permissions.every((permission) => grants(granted, permission));
  }

  #grantsOf(principal: Principal): ReadonlySet<string> {
    let granted = this.#granted.get(principal);
    if (granted === undefined) {
      granted = new Set(principal.permissions);
      this.#granted.set(principal, granted);
    }
    return granted;
  }

  #judge(plugin: Plugin<string>, operation: Operation, caller: Caller): boolean {
    try {
      const answer: unknown = plugin.allow?.(operation, caller);
      if (typeof answer === 'boolean') return answer;
      if (answer instanceof Promise) answer.catch(() => undefined);
      throw new TypeError('allow must answer true or false at once');
    } catch (error) {
      this.#log.error(
        { err: error, plugin: plugin.name, operation: operation.name },
        'allow failed; access is refused',
      );
      return false;
    }
  }
}
