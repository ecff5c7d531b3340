import type { Writable } from 'node:stream';
import { type CommandOptions, commandOptions } from './command-options.js';
import { listKeys } from './list-keys.js';
import { mint } from './mint.js';
import { openStore } from './open-store.js';
import { revokeKeys } from './revoke-keys.js';
import { UsageError, usage } from './usage.js';

/** Where a command writes. */
export interface CommandStreams {
  readonly output: Writable;
  readonly error: Writable;
}

/** Runs the command line; resolves with the exit code: 0, 1 for what went wrong, 2 for a wrong command. */
export async function runCommand(args: readonly string[], { output, error }: CommandStreams): Promise<number> {
  try {
    const options = commandOptions(args);
    output.write(options.command === 'help' ? usage : await answer(options));
    return 0;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    error.write(`${message}\n${thrown instanceof UsageError ? `\n${usage}` : ''}`);
    return thrown instanceof UsageError ? 2 : 1;
  }
}

async function answer(options: CommandOptions): Promise<string> {
  const { store, close } = await openStore(options);
  try {
    if (options.command === 'mint') return await mint(options, store);
    if (store === undefined) throw new UsageError(`${options.command} needs --store or --redis.`);
    return await (options.command === 'list' ? listKeys(store) : revokeKeys(options, store));
  } finally {
    await close();
  }
}
