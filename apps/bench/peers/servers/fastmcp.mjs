import '../shared/production.mjs';
import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { announce } from '../shared/announce.mjs';
import { freePort } from '../shared/free-port.mjs';
import { toolNames } from '../shared/tool-names.mjs';

const silent = () => {};
const server = new FastMCP({
  name: 'bench',
  version: '1.0.0',
  health: { enabled: false },
  logger: { debug: silent, error: console.error, info: silent, log: silent, warn: silent },
  ping: { enabled: false },
  roots: { enabled: false },
});

const parameters = z.object({ text: z.string() });
for (const name of toolNames()) {
  server.addTool({ name, description: 'Answers the text.', parameters, execute: async ({ text }) => text });
}

const port = await freePort();
await server.start({
  transportType: 'httpStream',
  httpStream: {
    host: '127.0.0.1',
    port,
    enableJsonResponse: true,
    eventStore: false,
  },
});
announce(port, ['fastmcp', 'mcp-proxy', '@modelcontextprotocol/sdk', 'zod']);
