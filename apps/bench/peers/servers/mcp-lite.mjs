import '../shared/production.mjs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { McpServer, StreamableHttpTransport } from 'mcp-lite';
import { z } from 'zod';
import { announce } from '../shared/announce.mjs';
import { toolNames } from '../shared/tool-names.mjs';

const server = new McpServer({ name: 'bench', version: '1.0.0', schemaAdapter: (schema) => z.toJSONSchema(schema) });
const inputSchema = z.object({ text: z.string() });
for (const name of toolNames()) {
  server.tool(name, {
    description: 'Answers the text.',
    inputSchema,
    handler: ({ text }) => ({ content: [{ type: 'text', text }] }),
  });
}

const handle = new StreamableHttpTransport().bind(server);
const app = new Hono();
app.all('/mcp', (context) => handle(context.req.raw));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  announce(port, ['mcp-lite', 'hono', '@hono/node-server', 'zod']),
);
