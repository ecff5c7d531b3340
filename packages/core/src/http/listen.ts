import { createServer, type RequestListener, type Server } from 'node:http';
import type { Logger } from '../log.js';
import { isLoopback } from './is-loopback.js';

/** A listener that is open. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Where clients on this machine reach the endpoint: `http://127.0.0.1:3000/mcp`. */
  readonly url: string;
}

export interface ListenOptions {
  /** 0 takes a free one. Default 3000. */
  readonly port?: number;
  /** Default `"127.0.0.1"`: this machine only. */
  readonly host?: string;
}

/** Throws a TypeError for a bind that would serve the network without knowing who calls or by which name. */
export function assertBind(host: string, port: number, guarded: boolean): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`port is ${port}: use a whole number from 0 to 65535.`);
  }
  if (guarded || isLoopback(host)) return;
  throw new TypeError(
    `${host} can be reached from other machines: install an authenticator, or set publicUrl or allowedHosts.`,
  );
}

/** Opens a listener that gives clients ten seconds for their headers. Rejects with a sentence when the port cannot be had. */
export async function openListener(handler: RequestListener, host: string, port: number, log: Logger): Promise<Server> {
  const server = createServer({ connectionsCheckingInterval: 2_000, headersTimeout: 10_000 }, handler);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(bindError(error, host, port));
    server.once('error', refuse).listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  // Such as no file descriptors left: the listener goes on, and the log says so.
  server.on('error', (error) => log.error({ err: error, host, port }, 'the listener reports an error'));
  return server;
}

/** The address of an open listener, and the URL of the endpoint on it. */
export function listeningAt(server: Server, host: string, path: string): Listening {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return { host, port, url: `http://${name}:${port}${path}` };
}

function bindError(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons = new Map([
    ['EADDRINUSE', 'another program is listening there'],
    ['EACCES', 'this user may not open it'],
    ['EADDRNOTAVAIL', 'this machine has no such address'],
    ['ENOTFOUND', 'the name is unknown'],
  ]);
  const reason = reasons.get(cause.code ?? '') ?? cause.message;
  return new Error(`Cannot listen on ${host}:${port}: ${reason}.`, { cause });
}
