import { parseArgs } from 'node:util';
import type { Server } from './server.js';

/** Serves until a signal or the end of standard input; a mistake at start is one line on standard error and exit code 1. */
export async function runProgram(server: Pick<Server, 'listen' | 'stdio' | 'close'>): Promise<void> {
  try {
    const { port, host } = programOptions();
    closeOnSignals(server);
    if (port === undefined) {
      await server.stdio();
      await server.close();
      return;
    }
    const listening = await server.listen({ port, ...(host === undefined ? {} : { host }) });
    process.stderr.write(`listening on ${listening.url}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    await server.close({ deadline: 0 });
  }
}

function programOptions(): { port: number | undefined; host: string | undefined } {
  const options = { port: { type: 'string' }, host: { type: 'string' } } as const;
  const { values } = parseArgs({ options, strict: false, allowPositionals: true });
  const port = typeof values.port === 'string' ? values.port : process.env.PORT;
  const host = typeof values.host === 'string' ? values.host : process.env.HOST;
  if (port !== undefined && !/^\d{1,5}$/.test(port)) {
    throw new TypeError(`PORT is "${port}": use a whole number from 0 to 65535.`);
  }
  return { port: port === undefined ? undefined : Number(port), host: host === '' ? undefined : host };
}

/** The first signal drains and exits with 0, the second one does not wait. */
function closeOnSignals(server: Pick<Server, 'close'>): void {
  let closing = false;
  const end = (): void => {
    if (closing) process.exit(1);
    closing = true;
    void server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}
