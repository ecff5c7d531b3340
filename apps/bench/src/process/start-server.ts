import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Child, Children } from './children.js';
import { pinned } from './cores.js';
import { appFolder, programPath } from './program-path.js';

/** A server as a file that Node runs, and what tunes it. */
export interface ServerProgram {
  readonly entry: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
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
  const { url, versions } = announcement.parse(JSON.parse(await firstLine(child, program.entry)));
  const { process: started } = child;
  return {
    url,
    versions,
    pid: started.pid ?? 0,
    stop: child.stop,
    memory: async () => {
      started.send('memory');
      const [answer] = await once(started, 'message', { signal: AbortSignal.timeout(30_000) });
      const { heapUsed, external, rss } = memoryUsage.parse(answer);
      return { heap: heapUsed + external, rss };
    },
  };
}

async function firstLine({ process: started, complaint, stop }: Child, entry: string): Promise<string> {
  const lines = createInterface({ input: started.stdout ?? process.stdin });
  const signal = AbortSignal.timeout(20_000);
  const closed = once(started, 'close', { signal }).then(() => ['']);
  const [line] = await Promise.race([once(lines, 'line', { signal }), closed]).catch(() => ['']);
  if (typeof line === 'string' && line !== '') return line;
  await stop();
  throw new Error(`${entry.replace(appFolder, '')} did not announce its URL. ${complaint()}`.trim());
}
