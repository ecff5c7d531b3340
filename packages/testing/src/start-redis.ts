import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const names = ['redis-server', 'valkey-server', 'keydb-server'];
const startTries = 200;

/** A Redis of a test's own, on a free port of this machine, without persistence. */
export interface RedisProcess {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again at the same port after `kill`, empty. */
  restart(): Promise<void>;
  /** Makes it hang: it takes connections and answers nothing. */
  pause(): void;
  resume(): void;
}

/**
 * Starts a private Redis: `TOOLGATE_TEST_REDIS`, or one on PATH. It ends with `kill`, and when this process ends however that
 * does. Rejects with a sentence where there is none.
 */
export async function startRedis(): Promise<RedisProcess> {
  const program = redisProgram();
  const port = await freePort();
  let child = await launch(program, port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(child),
    async restart() {
      child = await launch(program, port);
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

function redisProgram(): string {
  const { TOOLGATE_TEST_REDIS: given, PATH = '' } = process.env;
  if (given) return given;
  const found = PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync);
  if (found !== undefined) return found;
  throw new Error('There is no Redis to test with: install redis-server, or set TOOLGATE_TEST_REDIS to its path.');
}

async function launch(program: string, port: number): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'toolgate-redis-'));
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, settings, { stdio: 'ignore' });
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  watch(child, folder);
  for (let attempt = 0; attempt < startTries && !failed && child.exitCode === null; attempt++) {
    if (await isOurs(child, port)) return child;
    await pause(25);
  }
  throw new Error(`${program} does not start: is it a Redis, and may it be run?`);
}

/** A process that ends when this one does, even by SIGKILL, and takes Redis and its folder with it. */
function watch(child: ChildProcess, folder: string): void {
  const script = 'trap "" INT TERM HUP; read -r _; kill -9 "$0" 2>/dev/null; rm -rf "$1"';
  const guard = spawn('sh', ['-c', script, String(child.pid), folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  child.unref();
  child.once('exit', () => guard.stdin.end());
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Whether the Redis at the port is this process, and not another program that took the port first. */
async function isOurs({ pid }: ChildProcess, port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('INFO server\r\n');
    const [reply] = await once(socket, 'data');
    return String(reply).includes(`\r\nprocess_id:${pid}\r\n`);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('There is no free port.');
}
