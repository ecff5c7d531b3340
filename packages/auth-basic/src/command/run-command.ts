import type { Readable, Writable } from 'node:stream';
import { hashPassword } from '../password/hash-password.js';
import { readPassword } from './read-password.js';

/** Where a command reads and writes. */
export interface CommandStreams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly error: Writable;
}

const usage = `Usage: toolgate-auth-basic hash

  Reads a password from standard input (a terminal is asked twice, without echo)
  and prints its hash for the users of basicAuth.
`;

/** Runs the command line; resolves with the exit code: 0, 1 for what went wrong, 2 for a wrong command. */
export async function runCommand(args: readonly string[], streams: CommandStreams): Promise<number> {
  const { output, error } = streams;
  const [command, ...more] = args;
  if (command === '--help' || command === '-h') {
    output.write(usage);
    return 0;
  }
  if (command !== 'hash' || more.length > 0) {
    // A password given here would be in the history of the shell.
    error.write(
      command === 'hash' ? `hash takes no arguments: the password is read from standard input.\n${usage}` : usage,
    );
    return 2;
  }
  try {
    output.write(`${await hashPassword(await readPassword(streams))}\n`);
    return 0;
  } catch (thrown) {
    error.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return 1;
  }
}
