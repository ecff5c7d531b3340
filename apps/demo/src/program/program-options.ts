import { parseArgs } from 'node:util';
import type { AtlasKeys } from '../keys/atlas-key.js';
import { parseKeys } from '../keys/parse-keys.js';
import { checkTokenSecret } from '../token/token-rules.js';
import type { AtlasUsers } from '../users/atlas-user.js';
import { parseUsers } from '../users/parse-users.js';

export interface ProgramOptions {
  readonly transport: 'http' | 'stdio';
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Undefined where `ATLAS_KEYS` is not set. */
  readonly keys: AtlasKeys | undefined;
  /** `ATLAS_JWT_SECRET`, 32 bytes or more. */
  readonly tokenSecret: string | undefined;
  /** Undefined where `ATLAS_USERS` is not set. */
  readonly users: AtlasUsers | undefined;
  /** Milliseconds every call waits first. */
  readonly delayMs: number;
}

/** Reads the command line and the environment, where empty is the same as not set. Throws a sentence for what is wrong. */
export function programOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ProgramOptions {
  const { values } = parseArgs({ args: [...args], options: { stdio: { type: 'boolean' } } });
  const setting = (name: string) => environment[name] || undefined;
  const keys = setting('ATLAS_KEYS');
  const tokenSecret = setting('ATLAS_JWT_SECRET');
  const users = setting('ATLAS_USERS');
  return {
    transport: values.stdio === true ? 'stdio' : 'http',
    host: setting('HOST') ?? '127.0.0.1',
    port: wholeNumber('PORT', setting('PORT') ?? '3000', 65_535),
    keys: keys === undefined ? undefined : parseKeys(keys),
    tokenSecret: tokenSecret === undefined ? undefined : checkTokenSecret(tokenSecret),
    users: users === undefined ? undefined : parseUsers(users),
    delayMs: wholeNumber('ATLAS_DELAY_MS', setting('ATLAS_DELAY_MS') ?? '0', 30_000),
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new TypeError(`${name} is ${JSON.stringify(text)}: use a whole number from 0 to ${most}.`);
}
