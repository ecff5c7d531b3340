import { createServer, type Plugin } from '@toolgate/core';
import { z } from 'zod';
import { limits } from '../../toolgate/limits.js';
import type { BenchServer } from '../../toolgate/setups.js';

/** A server with the tool `echo` and these plugins. */
export function serverWith(...plugins: readonly Plugin[]): BenchServer {
  const server = createServer({ name: 'bench', version: '1.0.0', limits });
  for (const plugin of plugins) server.use(plugin);
  return server.tool('echo', { description: 'Repeats a text', input: { text: z.string() } }, ({ text }) => text);
}
