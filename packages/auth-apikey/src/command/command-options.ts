import { parseArgs } from 'node:util';
import { type Duration, parseDuration } from '@toolgate/core';
import { UsageError } from './usage.js';

const commands = ['mint', 'list', 'revoke'] as const;

export interface CommandOptions {
  readonly command: (typeof commands)[number] | 'help';
  readonly id: string | undefined;
  readonly digest: string | undefined;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly tenant: string | undefined;
  readonly prefix: string | undefined;
  /** Milliseconds from now. */
  readonly expiresInMs: number | undefined;
  readonly rotateMs: number | undefined;
  readonly store: string | undefined;
  readonly redis: string | undefined;
  readonly redisPrefix: string | undefined;
}

const text = { type: 'string' } as const;
const options = {
  id: text,
  digest: text,
  permissions: text,
  roles: text,
  tenant: text,
  prefix: text,
  expires: text,
  rotate: text,
  store: text,
  redis: text,
  'redis-prefix': text,
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line. Throws a UsageError for what is wrong. */
export function commandOptions(args: readonly string[]): CommandOptions {
  const { values, positionals } = parsed(args);
  const [name, ...more] = positionals;
  const command = values.help === true ? 'help' : commands.find((known) => known === name);
  if (command === undefined || more.length > 0) throw new UsageError(`Use one of the commands ${commands.join(', ')}.`);
  if (values.store !== undefined && values.redis !== undefined)
    throw new UsageError('Use --store or --redis, not both.');
  return {
    command,
    id: values.id,
    digest: values.digest,
    permissions: list(values.permissions),
    roles: list(values.roles),
    tenant: values.tenant,
    prefix: values.prefix,
    expiresInMs: duration(values.expires, '--expires'),
    rotateMs: duration(values.rotate, '--rotate'),
    store: values.store,
    redis: values.redis,
    redisPrefix: values['redis-prefix'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function list(value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split(',').map((item) => item.trim());
}

function duration(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined;
  if (!isDuration(value)) throw new UsageError(`${flag} is ${JSON.stringify(value)}: use a time such as 90d or 12h.`);
  return parseDuration(value, flag);
}

function isDuration(value: string): value is `${number}d` & Duration {
  return /^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/.test(value);
}
