import { type ChildProcess, spawn } from 'node:child_process';

/** What a program gets besides its arguments. */
export interface ChildSettings {
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Gives it standard input. Default: it has none. */
  readonly input?: boolean | undefined;
  /** Opens a channel for messages, which also tells it when this process is gone. */
  readonly channel?: boolean | undefined;
}

/** A program that was started, and what it has said on standard error (its last 4,000 characters). */
export interface Child {
  readonly process: ChildProcess;
  readonly complaint: () => string;
  /** All it printed on standard output, once it has ended with status 0. Rejects with what it complained of. */
  output(): Promise<string>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Every program this process starts, so that none outlives it. */
export class Children {
  readonly #running = new Set<ChildProcess>();

  start(command: readonly string[], settings: ChildSettings = {}): Child {
    const [file = '', ...args] = command;
    const child = spawn(file, args, {
      stdio: [settings.input ? 'pipe' : 'ignore', 'pipe', 'pipe', ...(settings.channel ? (['ipc'] as const) : [])],
      env: { ...process.env, NODE_ENV: 'production', ...settings.env },
    });
    this.#running.add(child);
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4_000);
    });
    const ended = new Promise<number>((resolve) => {
      child.once('error', (error) => {
        complaint = error.message;
        resolve(1);
      });
      child.once('close', (code) => resolve(code ?? 1));
    });
    void ended.then(() => this.#running.delete(child));
    return {
      process: child,
      complaint: () => complaint,
      output: () => allOutput(child, ended, () => `${command.join(' ')}: ${complaint}`),
      stop: async () => {
        child.kill('SIGTERM');
        const impatient = setTimeout(() => child.kill('SIGKILL'), 1_000);
        await ended;
        clearTimeout(impatient);
      },
    };
  }

  /** Ends all of them at once, without a goodbye: for the end of this process. */
  end(): void {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}

async function allOutput(child: ChildProcess, ended: Promise<number>, complaint: () => string): Promise<string> {
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  if ((await ended) === 0) return output;
  throw new Error(complaint());
}
