import { KeyObject } from 'node:crypto';
import { type Clock, type Duration, parseDuration, UnavailableError } from '@toolgate/core';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JSONWebKeySet } from 'jose';
import type { KeySetOptions } from '../jwt-options.js';
import type { TokenHeader } from '../token/token-header.js';
import { fetchKeySet } from './fetch-key-set.js';
import type { KeySource } from './key-source.js';

/** Keys are found by the header alone. */
const noToken = { payload: '', signature: '' };

type NamedKey = { readonly alg: string; readonly kid?: string };
type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Keys that an issuer publishes. The last set serves while its source is down; a source that fails is left alone for the cool-down. */
export class RemoteKeys implements KeySource {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  readonly #clock: () => Clock;
  readonly #cooldownMs: number;
  readonly #staleMs: number;
  #last: { readonly keys: KeySet; readonly fetchedAt: number } | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  /** The clock is asked for when a key is: a plugin gets it with its server. Throws a TypeError for an URL that is not safe. */
  constructor(url: string, options: KeySetOptions, clock: () => Clock) {
    this.#clock = clock;
    this.#cooldownMs = parseDuration(options.cooldown ?? '10s', 'jwks.cooldown');
    this.#staleMs = parseDuration(options.staleFor ?? '24h', 'jwks.staleFor');
    this.#remote = createRemoteJWKSet(keySetUrl(url), {
      cooldownDuration: this.#cooldownMs,
      timeoutDuration: Math.ceil(positive(options.timeout ?? '5s', 'jwks.timeout')),
      cacheMaxAge: parseDuration(options.maxAge ?? '10m', 'jwks.maxAge'),
      [customFetch]: (address, init) => this.#fetch(address, init),
    });
  }

  async find({ alg, kid }: TokenHeader): Promise<KeyObject | undefined> {
    const header = kid === undefined ? { alg } : { alg, kid };
    try {
      return KeyObject.from(await this.#remote(header, noToken));
    } catch (error) {
      return isUnknown(error) ? undefined : this.#fromLast(header, error);
    }
  }

  /** A key of the last set. One that is not in it may be in the set that cannot be had. */
  async #fromLast(header: NamedKey, cause: unknown): Promise<KeyObject> {
    const last = this.#last;
    if (last === undefined || last.fetchedAt + this.#staleMs <= this.#clock().wallTime()) throw down(cause);
    try {
      return KeyObject.from(await last.keys(header, noToken));
    } catch {
      throw down(cause);
    }
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { now, wallTime } = this.#clock();
    if (now() - this.#failedAt < this.#cooldownMs) throw new Error('the source of the keys failed a moment ago');
    try {
      const set: JSONWebKeySet = await fetchKeySet(url, init);
      this.#last = { keys: createLocalJWKSet(set), fetchedAt: wallTime() };
      return Response.json(set);
    } catch (error) {
      this.#failedAt = now();
      throw error;
    }
  }
}

/** Whether the set was there and the key not in it, or not alone. */
function isUnknown(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}

function positive(duration: Duration, what: string): number {
  const ms = parseDuration(duration, what);
  if (ms > 0) return ms;
  throw new TypeError(`${what} is 0: use a time such as "5s".`);
}

function keySetUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A name and a password in it would be in logs, and no fetch takes them.
  if (url !== undefined && url.username + url.password !== '')
    throw new TypeError('jwksUri has a user name or a password: leave them out.');
  const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (local && url.protocol === 'http:')) return url;
  throw new TypeError(
    `jwksUri is ${JSON.stringify(text)}: use an https URL, for who changes the keys can sign tokens.`,
  );
}

/** The log hears of the cause; the caller does not. */
function down(cause: unknown): UnavailableError {
  return new UnavailableError('The keys of the token issuer cannot be had right now.', { cause, retryAfterMs: 5_000 });
}
