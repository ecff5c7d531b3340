import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { maxPasswordBytes } from '../password/check-password.js';
import type { CommandStreams } from './run-command.js';

/** The first line of the input; a terminal is asked twice, and shows nothing. */
export async function readPassword({ input, error }: CommandStreams): Promise<string> {
  if (input.isTTY !== true) return firstLine(input);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: silent, terminal: true });
  const ask = async (question: string): Promise<string> => {
    error.write(question);
    const answer = await terminal.question('');
    error.write('\n');
    return answer;
  };
  try {
    const password = await ask('Password: ');
    if ((await ask('Again: ')) === password) return password;
    throw new Error('The two passwords differ.');
  } finally {
    terminal.close();
  }
}

async function firstLine(input: CommandStreams['input']): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > 2 * maxPasswordBytes) break;
  }
  return text.replace(/\r?\n[\s\S]*$/, '');
}
