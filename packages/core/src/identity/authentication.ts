import { type Awaitable, andThen, orElse } from '../call/awaitable.js';
import { bounded } from '../call/bounded.js';
import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import { AuthenticationError, RateLimitError, ToolgateError, UnavailableError } from '../errors/toolgate-error.js';
import type { Logger } from '../log.js';
import type { Plugin } from '../plugin/plugin.js';
import type { ServerEvent } from '../plugin/server-event.js';
import type { Caller } from './caller.js';
import { challengesOf, type NamedAuthenticator } from './challenges.js';
import { type Credential, parseCredential } from './credential.js';
import type { FailedAttempts } from './failed-attempts.js';
import type { Missing } from './grants.js';
import { InsufficientScope } from './insufficient-scope.js';
import { MissingCredential } from './missing-credential.js';
import { assertPrincipal, type Principal } from './principal.js';
import type { Refusal } from './refusal.js';

const maxCredentialLength = 8 * 1024;

export interface AuthenticationSetting {
  readonly clock: Clock;
  readonly log: Logger;
  readonly attempts: FailedAttempts | undefined;
  readonly emit: (event: ServerEvent) => void;
  /** How long an authenticator may take. */
  readonly timeouts: TimeoutQueue;
}

/** What presents credentials, in headers by lower-case name. */
export interface CredentialSource {
  readonly address: string | undefined;
  header(name: string): string | undefined;
}

interface Attempt {
  readonly address: string | undefined;
  /** Who refused; undefined where nobody knew the credential. */
  readonly authenticator?: string;
}

/** Turns presented credentials into one principal. Every one of them must be recognised, or the request is refused. */
export class Authentication {
  readonly #authenticators: readonly NamedAuthenticator[];
  readonly #headers: readonly string[];
  readonly #setting: AuthenticationSetting;
  // Principals whose shape has been checked, and who vouched: authenticators hand out the same ones again and again.
  readonly #vouched = new WeakMap<Principal, string>();

  constructor(plugins: readonly Plugin<string>[], setting: AuthenticationSetting) {
    this.#authenticators = plugins.flatMap(({ name, auth }) => (auth === undefined ? [] : [{ name, auth }]));
    const own = this.#authenticators.flatMap(({ auth }) => auth.headers ?? []).map((header) => header.toLowerCase());
    this.#headers = [...new Set(['authorization', ...own])];
    this.#setting = setting;
  }

  get required(): boolean {
    return this.#authenticators.length > 0;
  }

  /** Headers that carry credentials, in lower case. */
  get headers(): readonly string[] {
    return this.#headers;
  }

  /** Values of `WWW-Authenticate` for a refusal. */
  challenges(refusal: Refusal): readonly string[] {
    return challengesOf(this.#authenticators, refusal, this.#setting.log);
  }

  /** The principal, undefined where no credential was presented. Throws for wrong and for contradicting credentials. */
  identify(source: CredentialSource): Awaitable<Principal | undefined> {
    // Without an authenticator nobody asks for credentials, and those that come are not looked at.
    if (!this.required) return undefined;
    const presented: Credential[] = [];
    for (const header of this.#headers) {
      const text = source.header(header);
      if (text !== undefined) presented.push(parseCredential(header, text, source.address));
    }
    let principal: Awaitable<Principal | undefined>;
    for (const credential of presented) {
      principal = andThen(principal, (earlier) =>
        andThen(this.#recognise(credential), (found) => agreed(earlier, found)),
      );
    }
    return principal;
  }

  /** The refusal of a caller who presented nothing where something is needed. Not counted: nothing was guessed. */
  missing(address: string | undefined, permissions: readonly string[] = []): AuthenticationError {
    const error = new MissingCredential(permissions);
    this.#setting.emit({ type: 'authentication.failed', authenticator: undefined, address, reason: error.message });
    return error;
  }

  /** The refusal of a caller who may know what an operation asks for. */
  insufficient(operation: string, missing: Missing, { principal, address }: Caller): ToolgateError {
    if (principal === undefined) return this.missing(address, missing.permissions);
    return new InsufficientScope(operation, missing);
  }

  /** Throws for a caller who presented nothing where a credential may be what is missing: so clients learn to log in. */
  assertKnown({ principal, address }: Caller): void {
    if (this.required && principal === undefined) throw this.missing(address);
  }

  #recognise(credential: Credential, from = 0): Awaitable<Principal> {
    const { address } = credential;
    if (credential.value.length > maxCredentialLength) throw this.#failure({ address }, 'The credential is too long.');
    const asked = this.#authenticators[from];
    if (asked === undefined) throw this.#failure({ address }, 'The credential is not valid here.');
    return andThen(this.#ask(asked, credential), (principal) => {
      if (principal === undefined) return this.#recognise(credential, from + 1);
      const { expiresAt } = principal;
      if (expiresAt === undefined || expiresAt > this.#setting.clock.wallTime()) return principal;
      throw this.#failure({ address, authenticator: asked.name }, 'The credential has expired.');
    });
  }

  #ask({ name, auth }: NamedAuthenticator, credential: Credential): Awaitable<Principal | undefined> {
    return orElse(
      () =>
        andThen(bounded(auth.authenticate(credential), this.#setting.timeouts, name), (principal) => {
          if (principal !== undefined && this.#vouched.get(principal) !== name) {
            assertPrincipal(principal, name);
            this.#vouched.set(principal, name);
          }
          return principal;
        }),
      (error) => {
        const { address } = credential;
        if (error instanceof AuthenticationError) {
          throw this.#failure({ address, authenticator: name }, error.message, error);
        }
        if (error instanceof ToolgateError) throw error;
        this.#setting.log.error({ err: error, plugin: name }, 'the authenticator failed; the request is refused');
        throw new UnavailableError('Callers cannot be authenticated right now.', { retryAfterMs: 5_000 });
      },
    );
  }

  /** Only failures are counted, and an address that fails too often gets 429 for each further one; what is right still passes. */
  #failure({ address, authenticator }: Attempt, reason: string, cause?: ToolgateError): ToolgateError {
    this.#setting.emit({ type: 'authentication.failed', authenticator, address, reason });
    const retryAfterMs = this.#setting.attempts?.record(address) ?? 0;
    if (retryAfterMs === 0) return cause ?? new AuthenticationError(reason);
    return new RateLimitError('Too many failed logins from this address.', { retryAfterMs });
  }
}

function agreed(earlier: Principal | undefined, found: Principal): Principal {
  if (earlier === undefined || earlier.id === found.id) return found;
  throw new ToolgateError('BAD_REQUEST', 'The request has credentials of two different callers: send one.');
}
