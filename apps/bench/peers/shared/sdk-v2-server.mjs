import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { toolNames } from './tool-names.mjs';

const names = toolNames();
const inputSchema = z.object({ text: z.string() });

/** A new SDK 2.x server with the echo tools; a session or a single request is served by it. */
export const sdkV2Server = () => {
  const server = new McpServer({ name: 'bench', version: '1.0.0' });
  for (const name of names) {
    server.registerTool(name, { description: 'Answers the text.', inputSchema }, ({ text }) => ({
      content: [{ type: 'text', text }],
    }));
  }
  return server;
};
