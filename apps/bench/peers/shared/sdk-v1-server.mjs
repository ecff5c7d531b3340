import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { toolNames } from './tool-names.mjs';

const names = toolNames();
const inputSchema = { text: z.string() };

/** A new SDK 1.x server with the echo tools; one transport is connected to it. */
export const sdkV1Server = () => {
  const server = new McpServer({ name: 'bench', version: '1.0.0' });
  for (const name of names) {
    server.registerTool(name, { description: 'Answers the text.', inputSchema }, ({ text }) => ({
      content: [{ type: 'text', text }],
    }));
  }
  return server;
};
