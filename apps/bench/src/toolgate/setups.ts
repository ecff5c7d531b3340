import { apiKey } from '@toolgate/auth-apikey';
import { basicAuth } from '@toolgate/auth-basic';
import { jwt } from '@toolgate/auth-jwt';
import { createServer, type Server, type ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { apiKeys } from './api-keys.js';
import { password, tokenRules } from './credentials.js';
import { limits } from './limits.js';
import { passThrough } from './pass-through.js';
import type { Scale } from './scale.js';
import { chunk, chunks } from './stream-size.js';

/** What the benchmark needs of a server, whatever is installed. */
export type BenchServer = Pick<Server, 'listen' | 'stdio' | 'fetch' | 'connect'>;

/** Makes the server of a row, by the setup's name. */
export const setups = {
  core: (scale) => withTools(scale, create(scale), (server, name) => server.tool(name, echo, repeat)),
  sessionless: (scale) =>
    withTools(scale, create(scale, { sessions: false }), (server, name) => server.tool(name, echo, repeat)),
  'api-key': (scale) =>
    withTools(scale, create(scale).use(apiKey({ keys: apiKeys(scale.keys) })), (server, name) =>
      server.tool(name, { ...echo, permissions: 'bench.echo' }, repeat),
    ),
  jwt: (scale) =>
    withTools(scale, create(scale).use(jwt({ ...tokenRules, algorithms: ['HS256'] })), (server, name) =>
      server.tool(name, { ...echo, permissions: 'bench.echo' }, repeat),
    ),
  basic: (scale) =>
    withTools(scale, create(scale).use(basicAuth({ users: { bench: password }, remember: '1h' })), (server, name) =>
      server.tool(name, { ...echo, permissions: 'bench.echo' }, repeat),
    ),
  streaming: (scale) => withStream(create(scale)),
  'streaming-sessionless': (scale) => withStream(create(scale, { sessions: false })),
} as const satisfies Record<string, (scale: Scale) => BenchServer>;

/** Name of one of them. */
export type SetupName = keyof typeof setups;

/** Whether there is a setup of that name. */
export function isSetup(name: string): name is SetupName {
  return Object.hasOwn(setups, name);
}

const echo = { description: 'Repeats a text', input: { text: z.string() } } as const;
const repeat = ({ text }: { readonly text: string }): string => text;

function create({ plugins }: Scale, options: Partial<ServerOptions> = {}): Server {
  const server = createServer({ name: 'bench', version: '1.0.0', limits, ...options });
  for (let index = 0; index < plugins; index += 1) server.use(passThrough(index));
  return server;
}

function withTools<S>({ tools }: Scale, server: S, add: (server: S, name: string) => void): S {
  for (let index = 0; index < tools; index += 1) add(server, index === 0 ? 'echo' : `echo-${index}`);
  return server;
}

function withStream(server: Server): Server {
  return server.tool('stream', { description: 'Sends log messages' }, (_, call) => {
    for (let sent = 0; sent < chunks; sent += 1) call.message('info', chunk);
    return 'streamed';
  });
}
