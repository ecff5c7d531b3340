import { type BasicAuthOptions, basicAuth, hashPassword } from '@toolgate/auth-basic';
import { createServer, type Logger, type Server, type ServerOptions } from '@toolgate/core';
import type { Connectable } from '@toolgate/testing';

/** As little work as a hash may have, so that tests are quick. */
export const light = { cost: 14, blocks: 8, rounds: 1 } as const;

export const adaHash = await hashPassword('correct horse', light);
export const bobHash = await hashPassword('battery:staple', light);

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

export const people: BasicAuthOptions['users'] = {
  ada: { hash: adaHash, permissions: ['notes'], roles: ['editor'], tenant: 'acme' },
  bob: { hash: bobHash },
};

/** A server for these users with a tool that says who calls. */
export function basicServer(
  options: Partial<BasicAuthOptions> = {},
  server: Partial<ServerOptions> = {},
): Server<'auth'> {
  return createServer({ name: 'people', version: '1.0.0', log: keptLog(), ...server })
    .use(basicAuth({ users: people, ...options }))
    .tool('who', { description: 'Who calls' }, (_, { principal }) => JSON.stringify(principal))
    .tool('write', { description: 'Writes', permissions: 'notes.write' }, () => 'written');
}

/** The header of a user name and a password. */
export function basic(name: string, password: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

export const ada = basic('ada', 'correct horse');
export const bob = basic('bob', 'battery:staple');

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** Posts `initialize` with these headers: the answer to a login. */
export function login(server: Connectable, headers: Record<string, string>, address?: string): Promise<Response> {
  const request = new Request('http://localhost/mcp', {
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
