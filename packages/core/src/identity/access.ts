import type { Logger } from '../log.js';
import type { Operation } from '../operation/operation.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Caller } from './caller.js';
import { Grants, type Missing } from './grants.js';
import type { RolePermissions } from './roles.js';

/** Decides who may see and use an operation: one answer for lists and for calls. */
export class Access {
  readonly #log: Logger;
  readonly #authenticated: boolean;
  readonly #judges: readonly Plugin<string>[];
  readonly #grants: Grants;

  constructor(plugins: readonly Plugin<string>[], roles: RolePermissions, log: Logger) {
    this.#log = log;
    this.#authenticated = plugins.some(({ auth }) => auth !== undefined);
    this.#judges = plugins.filter(({ allow }) => allow !== undefined);
    this.#grants = new Grants(roles);
  }

  /** Whether everybody may use everything. */
  get unlimited(): boolean {
    return !this.#authenticated && this.#judges.length === 0;
  }

  /** Whether a caller may use an operation. */
  allows(operation: Operation, caller: Caller): boolean {
    if (this.#authenticated && !this.#permits(operation, caller)) return false;
    return this.#judged(operation, caller);
  }

  /** Whether a caller may know of an operation: who lacks what a challenge would name sees it too. */
  shows(operation: Operation, caller: Caller): boolean {
    if (!this.#authenticated || this.#permits(operation, caller)) return this.#judged(operation, caller);
    return this.#challenges(operation) && caller.principal !== undefined && this.#judged(operation, caller);
  }

  /** What a caller lacks to use an operation that says what it asks for; undefined where it must stay hidden. */
  missing(operation: Operation, caller: Caller): Missing | undefined {
    if (!this.#challenges(operation) || !this.#judged(operation, caller)) return undefined;
    return this.#grants.missing(operation.options, caller.principal);
  }

  #challenges({ options }: Operation): boolean {
    return this.#authenticated && options.challenge === true;
  }

  #permits({ options }: Operation, { principal }: Caller): boolean {
    if (options.public === true) return true;
    return principal !== undefined && this.#grants.satisfy(options, principal);
  }

  #judged(operation: Operation, caller: Caller): boolean {
    return this.#judges.length === 0 || this.#judges.every((plugin) => this.#judge(plugin, operation, caller));
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
