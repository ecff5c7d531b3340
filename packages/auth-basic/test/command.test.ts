import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { verifyPassword } from '@toolgate/auth-basic';
import { runCommand } from '../src/command/run-command.js';

/** Runs the command with this text as its input; a terminal gets it line by line. */
async function run(args: readonly string[], typed: string, isTTY = false) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const [output, error] = [new PassThrough(), new PassThrough()];
  const running = runCommand(args, { input, output, error });
  if (isTTY) {
    for (const line of typed.split('\n')) {
      await new Promise((resolve) => setImmediate(resolve));
      input.write(`${line}\n`);
    }
  } else input.end(typed);
  const code = await running;
  output.end();
  error.end();
  return { code, output: await text(output), error: await text(error) };
}

describe('hash', () => {
  it.each(['open sesame\n', 'open sesame', 'open sesame\r\n', 'open sesame\nmore\n'])(
    'prints the hash of the first line of %j',
    async (typed) => {
      const { code, output, error } = await run(['hash'], typed);
      expect([code, error]).toEqual([0, '']);
      expect(await verifyPassword('open sesame', output.trimEnd())).toBe(true);
    },
  );

  it('asks a terminal twice, and shows nothing of the password', async () => {
    const { code, output, error } = await run(['hash'], 'open sesame\nopen sesame', true);
    expect([code, error]).toEqual([0, 'Password: \nAgain: \n']);
    expect(await verifyPassword('open sesame', output.trimEnd())).toBe(true);
  });

  it('refuses two passwords that differ', async () => {
    const { code, output, error } = await run(['hash'], 'open sesame\nopen simsim', true);
    expect([code, output]).toEqual([1, '']);
    expect(error).toContain('The two passwords differ.');
  });

  it.each(['', '\n', 'undefined\n'])('refuses %j for a password', async (typed) => {
    const { code, output, error } = await run(['hash'], typed);
    expect([code, output]).toEqual([1, '']);
    expect(error).toMatch(/^The password is /);
  });

  it('takes no password as an argument, where the history of a shell keeps it', async () => {
    const { code, output, error } = await run(['hash', 'open sesame'], '');
    expect([code, output]).toEqual([2, '']);
    expect(error).toContain('the password is read from standard input');
  });
});

it.each([
  [['--help'], 0],
  [[], 2],
  [['hsah'], 2],
])('%j explains the command', async (args, expected) => {
  const { code, output, error } = await run(args, '');
  expect(code).toBe(expected);
  expect(output + error).toContain('Usage: toolgate-auth-basic hash');
});

it('is a program', async () => {
  const file = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const child = spawn(process.execPath, [file, 'hash'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end('open sesame\n');
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(code).toBe(0);
  expect(await verifyPassword('open sesame', output.trimEnd())).toBe(true);
});
