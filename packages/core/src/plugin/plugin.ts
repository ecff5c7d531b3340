import type { ZodObject } from 'zod';
import type { Handler } from '../call/call.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Caller } from '../identity/caller.js';
import type { Credential } from '../identity/credential.js';
import type { Principal } from '../identity/principal.js';
import type { Refusal } from '../identity/refusal.js';
import type { Operation } from '../operation/operation.js';
import type { Message } from '../protocol/json-rpc-message.js';
import type { App } from './app.js';
import type { Route } from './route.js';
import type { ServerEvent } from './server-event.js';
import type { Services } from './services.js';
import type { Stage } from './stage.js';

/** Recognises one kind of credential. Several may be installed; each presented credential must be recognised by one. */
export interface Authenticator {
  /** Headers besides `Authorization` that carry its credentials, such as `x-api-key`. */
  readonly headers?: readonly string[];
  /** Value of `WWW-Authenticate` for callers that must log in: `Bearer realm="weather"`. A function is asked for each refusal. */
  readonly challenge: string | ((refusal: Refusal) => string);
  /** Undefined for a credential that is not of its kind; throws an AuthenticationError for one that is and is wrong. */
  authenticate(credential: Credential): Principal | undefined | Promise<Principal | undefined>;
}

/**
 * The whole plugin contract. Every member but `name` is optional; the ones that guard (`admit`, `auth`, `receive`, `allow`)
 * fail closed: what they throw refuses the request.
 */
export interface Plugin<Name extends string = never> {
  /** Unique in a server: `"auth-apikey"`. */
  readonly name: string;
  /** What operations may use once it is installed: `"auth"`, `"cache"`. Two plugins may provide the same only for `"auth"`. */
  readonly provides?: Name;
  /** Checks its options of an operation at start; its keys are the options it offers. */
  readonly options?: ZodObject;
  /** Called for each HTTP request before its body is read; refuses by throwing. */
  admit?(request: HttpRequest): void | Promise<void>;
  readonly auth?: Authenticator;
  /** Called for each JSON-RPC message on every transport, before dispatch; refuses by throwing. */
  receive?(message: Message, caller: Caller): void | Promise<void>;
  /** One answer for listing and for calling: an operation that is not allowed does not exist for the caller. */
  allow?(operation: Operation, caller: Caller): boolean;
  /** Where `wrap` sits. Required with it. */
  readonly stage?: Stage;
  /**
   * Runs once per operation at start. Return `next` itself for operations you do not touch. A wrapper answers without
   * `next` to short-circuit, throws to refuse, and calls `next` twice to retry.
   */
  wrap?(next: Handler, operation: Operation, app: App): Handler;
  /** Its line in `server.explain(name)` for an operation it wraps: `"100/min, burst 10"`. */
  describe?(operation: Operation): string;
  /** What the server and other plugins emit. Cannot fail a call: what it throws is logged. */
  on?(event: ServerEvent): void;
  /** HTTP paths of its own, asked for once at start. */
  routes?(app: App): readonly Route[];
  /** What it offers by name under `server.services`. Merge its type: `interface Services { cache: CacheService }`. */
  readonly services?: Partial<Services>;
  /** Awaited in order of `.use()` before the first request; a rejection keeps the server from starting. */
  start?(app: App): void | Promise<void>;
  /** Awaited in reverse order when the server has drained. */
  stop?(): void | Promise<void>;
}
