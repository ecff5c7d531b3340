import { fileKeyStore } from '../stores/file-key-store.js';
import type { EditableKeyStore } from '../stores/key-store.js';
import { redisKeyStore } from '../stores/redis-key-store.js';
import type { CommandOptions } from './command-options.js';

export interface OpenStore {
  /** Undefined where no store was named. */
  readonly store: EditableKeyStore | undefined;
  readonly close: () => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/** Opens the store that the command line names. Rejects with a sentence where that is not possible. */
export async function openStore({ store, redis, redisPrefix }: CommandOptions): Promise<OpenStore> {
  if (store !== undefined) return { store: fileKeyStore(store), close: nothing };
  if (redis === undefined) return { store: undefined, close: nothing };
  const { createClient } = await redisPackage();
  const client = createClient({ url: redis, socket: { reconnectStrategy: false, connectTimeout: 5_000 } });
  // Said by the command that failed.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    // The address may hold a password.
    throw new Error('Redis cannot be reached at the address of --redis.');
  }
  const prefix = redisPrefix === undefined ? {} : { prefix: redisPrefix };
  return {
    store: redisKeyStore({ client, ...prefix }),
    close: async () => client.destroy(),
  };
}

/** Needed for `--redis` alone, and so not a dependency. */
async function redisPackage() {
  try {
    return await import('redis');
  } catch {
    throw new Error('--redis needs the package redis: install it beside @toolgate/auth-apikey.');
  }
}
