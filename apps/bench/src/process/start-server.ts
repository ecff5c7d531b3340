import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { idBlocks } from '../measure/id-blocks.js';
import type { Child, Children } from './children.js';
import { pinned } from './cores.js';
import { appFolder, programPath } from './program-path.js';

/** A server as a file that Node runs, and what tunes it. */
export interface ServerProgram {
  readonly entry: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Hands out the id before a block of ids that nobody has used with this server. */
  readonly ids: () => number;
  /** What it has said on standard error. */
  readonly complaint: () => string;
  /** Bytes it holds after a full garbage collection. */
  memory(): Promise<{ readonly heap: number; readonly rss: number }>;
  stop(): Promise<void>;
}

const announcement = z.object({ url: z.string(), versions: z.record(z.string(), z.string()).default({}) });
const memoryUsage = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });

/** Starts a server on a core. Rejects with what it says when it does not announce its URL within 20 seconds. */
export async function startServer(
  children: Children,
  program: ServerProgram,
  core: string | undefined,
): Promise<RunningServer> {
  const hook = `--import=${pathToFileURL(programPath('process/child-hook')).href}`;
  const command = pinned(core, [process.execPath, hook, program.entry]);
  const child = children.start(command, { env: program.env, channel: true });
  const { process: started, complaint, stop } = child;
  const line = await firstLine(child);
  const announced = announcement.safeParse(parsed(line));
  if (!announced.success) {
    await stop();
    const said = line === '' ? 'nothing' : `"${line.slice(0, 300)}"`;
    throw new Error(
      `${program.entry.replace(appFolder, '')} printed ${said} instead of its URL. ${complaint()}`.trim(),
    );
  }
  return {
    ...announced.data,
    pid: started.pid ?? 0,
    ids: idBlocks(),
    complaint,
    stop,
    memory: async () => {
      started.send('memory');
      const [answer] = await once(started, 'message', { signal: AbortSignal.timeout(30_000) });
      const { heapUsed, external, rss } = memoryUsage.parse(answer);
      return { heap: heapUsed + external, rss };
    },
  };
}

/** Empty when the program has ended, or 20 seconds are over. */
async function firstLine({ process: started }: Child): Promise<string> {
  const lines = createInterface({ input: started.stdout ?? process.stdin });
  const signal = AbortSignal.timeout(20_000);
  const closed = once(started, 'close', { signal }).then(() => ['']);
  const [line] = await Promise.race([once(lines, 'line', { signal }), closed]).catch(() => ['']);
  return String(line);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
