import { createServer, type Server, type ServerOptions } from '@toolgate/core';
import { type FakeClock, fakeClock } from '@toolgate/testing';
import { z } from 'zod';
import { quietLog } from './quiet-log.js';

export interface TestServer {
  readonly server: Server;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof quietLog>;
}

/** A server on a fake clock, with a tool `echo` that answers the text it is given. */
export function testServer(options: Partial<ServerOptions> = {}): TestServer {
  const clock = fakeClock();
  const log = quietLog();
  const server = createServer({ name: 'test', version: '1.0.0', clock, log, ...options });
  server.tool('echo', { description: 'Echoes', input: { text: z.string().optional() } }, ({ text }) => text ?? 'echo');
  return { server, clock, log };
}
