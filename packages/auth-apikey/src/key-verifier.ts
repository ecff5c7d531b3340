import { type App, AuthenticationError, type Credential, type Principal } from '@toolgate/core';
import { digestKey } from './digest-key.js';
import { entryPrincipal } from './keys/entry-principal.js';
import type { KeyEntry } from './keys/key-entry.js';
import type { LastUses } from './last-uses.js';
import { keyPrefix } from './mint-key.js';
import type { KeyStore } from './stores/key-store.js';

export interface VerifierSetting {
  readonly store: KeyStore;
  /** The header of its own, in lower case. */
  readonly header: string;
  /** Whether a bearer value may be a key. */
  readonly bearer: boolean;
  readonly uses: LastUses;
}

/** Turns keys into callers; without a promise where the store answers at once. */
export class KeyVerifier {
  readonly #setting: VerifierSetting;
  readonly #principals = new WeakMap<KeyEntry, Principal>();
  app: Pick<App, 'clock' | 'log'> | undefined;

  constructor(setting: VerifierSetting) {
    this.#setting = setting;
  }

  /** Undefined for what is no key. Throws, or rejects with, an AuthenticationError for one that is wrong. */
  authenticate({ scheme, header, value }: Credential): Principal | undefined | Promise<Principal | undefined> {
    const own = header === this.#setting.header;
    if (!own && !(this.#setting.bearer && scheme === 'bearer')) return undefined;
    const found = this.#setting.store.find(digestKey(value));
    // A bearer value of another shape may belong to another authenticator.
    const must = own || value.startsWith(keyPrefix);
    return found instanceof Promise ? found.then((entry) => this.#caller(entry, must)) : this.#caller(found, must);
  }

  #caller(entry: KeyEntry | undefined, must: boolean): Principal | undefined {
    if (entry === undefined) {
      if (must) throw new AuthenticationError('The API key is not valid.');
      return undefined;
    }
    this.#note(entry);
    const known = this.#principals.get(entry);
    if (known !== undefined) return known;
    const principal = entryPrincipal(entry);
    this.#principals.set(entry, principal);
    return principal;
  }

  /** That a use cannot be noted harms nobody. */
  #note(entry: KeyEntry): void {
    if (this.app === undefined) return;
    const { clock, log } = this.app;
    const at = clock.wallTime();
    if (!this.#setting.uses.note(entry.digest, at)) return;
    const noted = async (): Promise<void> => this.#setting.store.used?.(entry, at);
    noted().catch((error: unknown) => {
      log.warn({ err: error, plugin: 'auth-apikey' }, 'the use of a key could not be noted');
    });
  }
}
