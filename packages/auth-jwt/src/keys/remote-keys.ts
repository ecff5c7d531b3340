import { KeyObject } from 'node:crypto';
import { type Clock, parseDuration, UnavailableError } from '@toolgate/core';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JSONWebKeySet } from 'jose';
import type { KeySetOptions } from '../jwt-options.js';
import type { TokenHeader } from '../token/token-header.js';
import { fetchKeySet } from './fetch-key-set.js';
import type { KeySource } from './key-source.js';

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
      timeoutDuration: Math.ceil(parseDuration(options.timeout ?? '5s', 'jwks.timeout')),
      cacheMaxAge: parseDuration(options.maxAge ?? '10m', 'jwks.maxAge'),
      [customFetch]: (address, init) => this.#fetch(address, init),
    });
  }

  async find({ alg, kid }: TokenHeader): Promise<KeyObject | undefined> {
    const header = kid === undefined ? { alg } : { alg, kid };
    const token = { payload: '', signature: '' };
    try {
      return KeyObject.from(await this.#remote(header, token));
    } catch (error) {
      if (isUnknown(error)) return undefined;
    }
    try {
      if (this.#last === undefined || this.#last.fetchedAt + this.#staleMs <= this.#clock().wallTime()) throw down();
      return KeyObject.from(await this.#last.keys(header, token));
    } catch {
      // A key that is not in the last set may be in the one that cannot be had.
      throw down();
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

function keySetUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (local && url.protocol === 'http:')) return url;
  throw new TypeError(
    `jwksUri is ${JSON.stringify(text)}: use an https URL, for who changes the keys can sign tokens.`,
  );
}

function down(): UnavailableError {
  return new UnavailableError('The keys of the token issuer cannot be had right now.', { retryAfterMs: 5_000 });
}
