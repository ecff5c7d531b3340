import { apiKey, type KeyRecords } from '@toolgate/auth-apikey';
import { createServer, type Logger, type Server, type ServerOptions } from '@toolgate/core';
import type { Connectable } from '@toolgate/testing';

export interface LogRecord {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A logger that keeps what it is told. */
export function keptLog(): Logger & { readonly records: LogRecord[] } {
  const records: LogRecord[] = [];
  const keep = (level: string) => (fields: object, message: string) => void records.push({ level, fields, message });
  return { records, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** A server with these keys and a tool that says who calls. */
export function keyServer(keys: KeyRecords, options: Partial<ServerOptions> = {}): Server<'auth'> {
  return createServer({ name: 'keys', version: '1.0.0', log: keptLog(), ...options })
    .use(apiKey({ keys }))
    .tool('who', { description: 'Who calls' }, (_, { principal }) => JSON.stringify(principal))
    .tool('write', { description: 'Writes', permissions: 'notes.write' }, () => 'written');
}

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** Posts `initialize` with these headers: the answer to a login. */
export function login(server: Connectable, headers: Record<string, string>, query = '', address?: string) {
  const request = new Request(`http://localhost/mcp${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(hello),
  });
  return server.fetch(request, address === undefined ? {} : { address });
}

/** Calls a function as a program without types does: with whatever arguments. */
export function untyped<Returned>(method: (...args: never[]) => Returned, ...args: readonly unknown[]): Returned {
  return Reflect.apply(method, undefined, args);
}
