import { parseArgs } from 'node:util';
import type { Listening } from '../http/listen.js';
import type { Server } from './server.js';

export interface RunOptions {
  /** Serves HTTP there; 0 takes a free one. Default `--port`, then `PORT`; without any of them stdio is served. */
  readonly port?: number | undefined;
  /** Default `--host`, then `HOST`, then `"127.0.0.1"`. */
  readonly host?: string | undefined;
  /** Called when HTTP is served. Default: one line on standard error. */
  readonly onListening?: ((listening: Listening) => void) | undefined;
}

type Program = Pick<Server, 'listen' | 'stdio' | 'close'>;

/**
 * Serves HTTP until a signal comes, or stdio until its input ends. Resolves when HTTP is served, or stdio has ended; a
 * mistake at start is one line on standard error and exit code 1.
 */
export async function runProgram(server: Program, options: RunOptions): Promise<void> {
  try {
    const { port, host, onListening = announce } = { ...options, ...programOptions(options) };
    closeOnSignals(server);
    if (port === undefined) {
      await server.stdio();
      await server.close();
      // Whatever a tool has left running: the client is gone.
      process.exit();
    }
    onListening(await server.listen({ port, ...(host === undefined ? {} : { host }) }));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    await server.close({ deadline: 0 }).catch(() => undefined);
  }
}

function announce({ url }: Listening): void {
  process.stderr.write(`listening on ${url}\n`);
}

function programOptions({ port, host }: RunOptions): Pick<RunOptions, 'port' | 'host'> {
  const options = { port: { type: 'string' }, host: { type: 'string' } } as const;
  const { values } = parseArgs({ options, strict: false, allowPositionals: true });
  return {
    port: port ?? portNumber('--port', values.port) ?? portNumber('PORT', process.env.PORT),
    host: host ?? (typeof values.host === 'string' ? values.host : process.env.HOST || undefined),
  };
}

/** Empty is the same as not set. */
function portNumber(name: string, text: unknown): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new TypeError(`${name} is "${text}": use a whole number from 0 to 65535.`);
}

/** The first signal drains and exits with 0, the second one does not wait. */
function closeOnSignals(server: Program): void {
  let closing = false;
  const end = (): void => {
    if (closing) process.exit(1);
    closing = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}
