import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { programPath } from './program-path.js';

/** A program with what it has printed so far. It ends with this process, however this one ends. */
export interface Child {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Its standard error. */
  readonly complaint: () => string;
  /** Its exit status, or the signal that ended it, once all it printed has been read. Rejects when it does not start. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface ChildOptions {
  /** The Node that runs it. */
  readonly node: string;
  /** It is killed after that many milliseconds. Default: never. */
  readonly limitMs?: number;
}

/** Starts a JavaScript file with arguments. */
export function startChild(args: readonly string[], { node, limitMs }: ChildOptions): Child {
  const leave = pathToFileURL(programPath('leave-with-parent')).href;
  const child = spawn(node, [`--import=${leave}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    killSignal: 'SIGKILL',
    timeout: limitMs,
  });
  const printed = { output: '', complaint: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed.output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed.complaint += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  return { process: child, output: () => printed.output, complaint: () => printed.complaint, ended };
}
