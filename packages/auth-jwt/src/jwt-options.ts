import type { KeyObject } from 'node:crypto';
import type { Duration } from '@toolgate/core';
import type { Algorithm } from './algorithm.js';

/** Claims of a verified token, frozen. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What verifies signatures: a shared secret (32 bytes or more), or a public key as PEM or `KeyObject`. */
export type KeyMaterial =
  | { readonly secret: string | Buffer; readonly publicKey?: never }
  | { readonly publicKey: string | KeyObject; readonly secret?: never };

/** How a set of keys is fetched and kept. */
export interface KeySetOptions {
  /** How long after a fetch a key that is not in the set causes no other. Default `"10s"`. */
  readonly cooldown?: Duration;
  /** Default `"5s"`. */
  readonly timeout?: Duration;
  /** When the set is fetched again though all keys are found. Default `"10m"`. */
  readonly maxAge?: Duration;
  /** How long the last set serves while its source is down. Default `"24h"`. */
  readonly staleFor?: Duration;
}

export interface JwtOptions {
  /** A shared secret for HS256, HS384 or HS512, of as many bytes as the hash has. */
  readonly secret?: string | Buffer;
  /** A public key as PEM or `KeyObject`. */
  readonly publicKey?: string | KeyObject;
  /** Several keys by `kid`. */
  readonly keys?: Readonly<Record<string, KeyMaterial>>;
  /** Where the issuer publishes its keys (RFC 7517): https, or http on this machine. */
  readonly jwksUri?: string;
  readonly jwks?: KeySetOptions;
  /** Algorithms that the issuer signs with, and no other. */
  readonly algorithms: readonly Algorithm[];
  /** Who issues the tokens: `iss` must be one of these. */
  readonly issuer: string | readonly string[];
  /** Who the tokens are for: `aud` must have one of these. `false` also accepts tokens that were issued for other services. */
  readonly audience: string | readonly string[] | false;
  /** Claims that must be there and not empty, besides `sub` and `exp`. */
  readonly requiredClaims?: readonly string[];
  /** How far clocks may differ, at most a minute. Default `"5s"`. */
  readonly clockTolerance?: Duration;
  /** Refuses tokens that are valid for longer than this from `iat` on. Default none. */
  readonly maxLifetime?: Duration;
  /** Permissions of a token. Default: those in `permissions`, `scope` and `scp`. */
  readonly permissions?: (claims: TokenClaims) => readonly string[];
  /** Roles of a token. Default: those in `roles`. */
  readonly roles?: (claims: TokenClaims) => readonly string[];
  /** The claim that names the tenant. Default none. */
  readonly tenant?: string;
  /** Whether a token was revoked, asked at each request. What it throws refuses the request. */
  readonly revoked?: (claims: TokenClaims) => boolean | Promise<boolean>;
  /** Issuers where clients get a token, for the metadata of the server (RFC 9728). Without it there is none. */
  readonly authorizationServers?: readonly string[];
  /** What the metadata calls this server. Default: the URL of the endpoint as the client reaches it. */
  readonly resource?: string;
  /** Scopes to ask for, in the metadata and in challenges that name no others. */
  readonly scopes?: readonly string[];
}
