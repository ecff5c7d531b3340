import { type Clock, systemClock, UnavailableError } from '@toolgate/core';
import { entryFromJson, entryJson } from '../keys/entry-json.js';
import type { KeyEntry } from '../keys/key-entry.js';
import type { EditableKeyStore, StoreSetting } from './key-store.js';
import { RecentKeys } from './recent-keys.js';

/** What is used of a client of the package `redis`, which the program connects and closes. */
export interface RedisClient {
  /** False while it has no connection: then nothing is sent, for it would wait in the client. */
  readonly isReady?: boolean;
  sendCommand(command: string[]): Promise<unknown>;
}

export interface RedisKeyStoreOptions {
  readonly client: RedisClient;
  /** What its keys in Redis begin with. Default `"toolgate:"`. */
  readonly prefix?: string;
}

/** An answer that takes longer is none. */
const commandMs = 1_000;

/** Keys in Redis, for many servers. A key that was found is not asked for again for five seconds: so long a revoked one may live. */
export function redisKeyStore({ client, prefix = 'toolgate:' }: RedisKeyStoreOptions): EditableKeyStore {
  if (typeof client?.sendCommand !== 'function') {
    throw new TypeError('redisKeyStore needs a connected client of the package redis: { client }.');
  }
  return new RedisKeys(client, prefix);
}

class RedisKeys implements EditableKeyStore {
  readonly #client: RedisClient;
  readonly #keys: string;
  readonly #used: string;
  readonly #recent = new RecentKeys((digest) => this.#fetch(digest));
  #clock: Clock = systemClock;

  constructor(client: RedisClient, prefix: string) {
    this.#client = client;
    this.#keys = `${prefix}key:`;
    this.#used = `${prefix}used`;
  }

  open({ clock }: StoreSetting): void {
    this.#clock = clock;
  }

  find(digest: string): KeyEntry | undefined | Promise<KeyEntry | undefined> {
    return this.#recent.find(digest, this.#clock.now());
  }

  async used({ digest }: KeyEntry, at: number): Promise<void> {
    await this.#send('HSET', this.#used, digest, String(at));
  }

  async list(): Promise<readonly KeyEntry[]> {
    const names = new Set<string>();
    let cursor = '0';
    do {
      const [next, found] = pair(await this.#send('SCAN', cursor, 'MATCH', `${escaped(this.#keys)}*`, 'COUNT', '500'));
      for (const name of found) names.add(name);
      cursor = next;
    } while (cursor !== '0');
    const entries = await Promise.all([...names].map((name) => this.#fetch(name.slice(this.#keys.length))));
    return entries.filter((entry) => entry !== undefined);
  }

  async lastUsed(): Promise<ReadonlyMap<string, number>> {
    const fields = texts(await this.#send('HGETALL', this.#used));
    return new Map(fields.flatMap((digest, index) => (index % 2 === 0 ? [[digest, Number(fields[index + 1])]] : [])));
  }

  async add(entry: KeyEntry): Promise<void> {
    await this.#set(entry);
  }

  async update(entry: KeyEntry): Promise<boolean> {
    return (await this.#set(entry, 'XX')) === 'OK';
  }

  async revoke(digest: string): Promise<boolean> {
    const removed = await this.#send('DEL', `${this.#keys}${digest}`);
    await this.#send('HDEL', this.#used, digest);
    return Number(removed) > 0;
  }

  #set(entry: KeyEntry, ...conditions: readonly string[]): Promise<unknown> {
    const end = entry.expiresAt === undefined ? [] : ['PXAT', String(Math.ceil(entry.expiresAt))];
    return this.#send('SET', `${this.#keys}${entry.digest}`, JSON.stringify(entryJson(entry)), ...end, ...conditions);
  }

  async #fetch(digest: string): Promise<KeyEntry | undefined> {
    const text = await this.#send('GET', `${this.#keys}${digest}`);
    if (typeof text !== 'string') return undefined;
    const entry = entryFromJson(parsed(text, digest), 'Redis');
    if (entry.digest !== digest) throw new TypeError('Redis has a key under the digest of another.');
    return entry;
  }

  /** A client that lost its connection keeps commands until it has one again: nobody waits for that. */
  #send(...command: string[]): Promise<unknown> {
    if (this.#client.isReady === false) return Promise.reject(down(new Error('Redis is not connected')));
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.schedule(commandMs, () => reject(down(new Error('Redis gave no answer in a second'))));
      this.#client
        .sendCommand(command)
        .then(resolve, (error: unknown) => reject(down(error)))
        .finally(cancel);
    });
  }
}

function parsed(text: string, digest: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(`Redis has a broken key under the digest ${digest.slice(0, 8)}: revoke it.`);
  }
}

function down(cause: unknown): UnavailableError {
  return new UnavailableError('API keys cannot be looked up right now.', { cause, retryAfterMs: 1_000 });
}

/** A text in which no character of a pattern means more than itself. */
function escaped(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

function pair(reply: unknown): [string, readonly string[]] {
  const [cursor, found]: readonly unknown[] = Array.isArray(reply) ? reply : [];
  return [String(cursor ?? '0'), texts(found)];
}

/** A list of texts; a client of RESP3 answers a map as an object. */
function texts(reply: unknown): readonly string[] {
  if (Array.isArray(reply)) return reply.map(String);
  return Object.entries(Object(reply)).flatMap(([key, value]) => [key, String(value)]);
}
