import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of the demo, running as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code once it has ended and its output is complete; the signal's name where one killed it. */
  readonly ended: Promise<number | string | null>;
  /** Resolves with the first match in its standard output; rejects when it ends without one. */
  printed(pattern: RegExp): Promise<string>;
}

export type Environment = Readonly<Record<string, string>>;

/** The built program `dist/<name>.js`. */
export function programFile(name: 'index' | 'client' | 'token'): string {
  return fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
}

/** Starts a built program with an environment that holds nothing of ours but `PATH`. */
export function startProgram(
  name: 'index' | 'client' | 'token',
  args: readonly string[],
  env: Environment = {},
): Program {
  const child = spawn(process.execPath, [programFile(name), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stdout);
        if (match !== null) resolve(match[1] ?? match[0]);
      };
      child.stdout.on('data', look);
      look();
      void ended.then((code) => reject(new Error(`${name} ended with ${code}: ${stderr}`)));
    });
  return { child, stdout: () => stdout, stderr: () => stderr, ended, printed };
}
