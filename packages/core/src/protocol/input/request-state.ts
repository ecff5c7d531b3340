import { createCipheriv, createDecipheriv, hash, type KeyObject, randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.js';
import { ProtocolError } from '../../errors/protocol-error.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { isObject } from '../parse-message.js';
import { canonicalJson } from './canonical-json.js';
import { stateKey } from './state-key.js';

const algorithm = 'aes-256-gcm';
const version = 'v1.';
const nonceBytes = 12;
const tagBytes = 16;
const longestSealed = 64 * 1024;
const longestRead = 128 * 1024;

/** What one round of an input_required exchange hands to the next. */
export interface RoundState {
  /** Answers of earlier rounds by key, as JSON. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Results of `call.once` by name, as JSON. */
  readonly once: Readonly<Record<string, unknown>>;
}

/** What a state is bound to: another caller, method or parameters cannot use it. */
export interface StateBinding {
  readonly owner: string;
  readonly method: string;
  /** What the retry repeats, as JSON: name and arguments. */
  readonly params: unknown;
}

export interface RequestStatesOptions {
  readonly clock: Clock;
  /**
   * Texts of 32 characters or more. The first seals, all open: add a new one behind it on every replica, then move it to
   * the front, and drop the old one after `ttlMs`.
   */
  readonly keys: readonly string[];
  readonly ttlMs: number;
}

/** Writes and reads `requestState` (MCP 2026-07-28): the client carries it and can neither read nor change it. It can be used again until it expires. */
export class RequestStates {
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #sealing: KeyObject;
  readonly #opening: readonly KeyObject[];

  /** Throws a TypeError without a key, or for one of fewer than 32 characters. */
  constructor({ clock, keys, ttlMs }: RequestStatesOptions) {
    const opening = keys.map((key, index) => stateKey(key, index + 1));
    const [sealing] = opening;
    if (sealing === undefined) throw new TypeError('There is no state key: give one, or leave the option out.');
    this.#clock = clock;
    this.#ttlMs = ttlMs;
    this.#sealing = sealing;
    this.#opening = opening;
  }

  /** Throws STATE_TOO_LARGE when the text would be longer than 64 KiB. */
  seal({ answers, once }: RoundState, binding: StateBinding): string {
    const json = JSON.stringify({ expires: this.#clock.wallTime() + this.#ttlMs, answers, once });
    const text = version + encrypted(json, this.#sealing, digest(binding)).toString('base64url');
    if (text.length <= longestSealed) return text;
    const size = Math.ceil(text.length / 1024);
    throw new ToolgateError(
      'STATE_TOO_LARGE',
      `What this call must remember takes ${size} KiB of 64: ask for shorter answers, and keep results of once() small.`,
    );
  }

  /** Throws INVALID_PARAMS for text that is not ours, changed, expired, or bound to something else: always the same sentence. */
  open(text: unknown, binding: StateBinding): RoundState {
    const bytes = decoded(text);
    const state = bytes === undefined ? undefined : this.#authentic(bytes, digest(binding));
    if (state !== undefined) return state;
    throw new ProtocolError(
      'INVALID_PARAMS',
      'The requestState is not one for this request, or it is too old: send the request again without it.',
      { reason: 'invalid_request_state' },
    );
  }

  #authentic(bytes: Buffer, bound: Buffer): RoundState | undefined {
    for (const key of this.#opening) {
      const json = decrypted(bytes, key, bound);
      if (json !== undefined) return this.#unexpired(JSON.parse(json));
    }
    return undefined;
  }

  #unexpired(state: unknown): RoundState | undefined {
    if (!isObject(state) || !isObject(state.answers) || !isObject(state.once)) return undefined;
    if (typeof state.expires !== 'number' || this.#clock.wallTime() >= state.expires) return undefined;
    return { answers: bare(state.answers), once: bare(state.once) };
  }
}

function digest({ owner, method, params }: StateBinding): Buffer {
  return hash('sha256', canonicalJson([owner, method, params]), 'buffer');
}

function encrypted(text: string, key: KeyObject, bound: Buffer): Buffer {
  // Random nonces of 96 bits are good for 2^32 states a key (NIST SP 800-38D, 8.3).
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function decrypted(bytes: Buffer, key: KeyObject, bound: Buffer): string | undefined {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(bound)
    .setAuthTag(bytes.subarray(-tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  try {
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    // Another key, another binding or other bytes: GCM does not tell them apart.
    return undefined;
  }
}

/** The bytes of a state; undefined unless the text is the only spelling of them. */
function decoded(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || text.length > longestRead || !text.startsWith(version)) return undefined;
  const encoded = text.slice(version.length);
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length > nonceBytes + tagBytes && bytes.toString('base64url') === encoded ? bytes : undefined;
}

/** A record that has its own keys only, whatever they are called: not even `constructor` is inherited. */
function bare(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.assign(Object.create(null), record);
}
