import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Program {
  readonly process: ChildProcessWithoutNullStreams;
  /** The next line on standard output or standard error; rejects when there is none any more. */
  readonly outLine: () => Promise<string>;
  readonly errorLine: () => Promise<string>;
  /** Exit code and all of standard error. */
  readonly end: Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** Starts a program of this folder, program.ts unless told otherwise, from source in a process of its own. */
export function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  name = 'program.ts',
): Program {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const { PORT: _, HOST: __, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--conditions=@toolgate/source', '--import', path('register-typescript.mjs'), path(name), ...args],
    { env: { ...inherited, ...env } },
  );
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const end = once(child, 'close').then(([code]) => ({ code: typeof code === 'number' ? code : null, errors }));
  return { process: child, outLine: lines(child.stdout), errorLine: lines(child.stderr), end };
}

function lines(stream: NodeJS.ReadableStream): () => Promise<string> {
  const iterator = createInterface({ input: stream })[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await iterator.next();
    if (done === true) throw new Error('The program wrote no further line.');
    return value;
  };
}
