import { once } from 'node:events';
import { measureStart } from './parts/measure-start.js';

await measureStart(
  () => import('@modelcontextprotocol/sdk/server/mcp.js'),
  async ({ McpServer }) => {
    const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
    const { createServer } = await import('node:http');
    const { z } = await import('zod');
    const server = new McpServer({ name: 'bench', version: '1.0.0' });
    const settings = { description: 'Repeats a text', inputSchema: { text: z.string() } };
    server.registerTool('echo', settings, ({ text }) => ({ content: [{ type: 'text', text }] }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => 'session' });
    await server.connect(transport);
    const listener = createServer((request, response) => void transport.handleRequest(request, response));
    await once(listener.listen(0, '127.0.0.1'), 'listening');
  },
);
