import '../shared/production.mjs';
import { ZodJsonSchemaAdapter } from '@tmcp/adapter-zod';
import { HttpTransport } from '@tmcp/transport-http';
import { serve } from 'srvx';
import { McpServer } from 'tmcp';
import { tool } from 'tmcp/utils';
import { z } from 'zod';
import { announce } from '../shared/announce.mjs';
import { toolNames } from '../shared/tool-names.mjs';

const server = new McpServer(
  { name: 'bench', version: '1.0.0', description: 'Answers texts.' },
  { adapter: new ZodJsonSchemaAdapter(), capabilities: { tools: {} } },
);
const schema = z.object({ text: z.string() });
for (const name of toolNames()) {
  server.tool({ name, description: 'Answers the text.', schema }, ({ text }) => tool.text(text));
}

const transport = new HttpTransport(server, { path: '/mcp', allowedOrigins: [], disableSse: true });
const listener = serve({
  fetch: async (request) => (await transport.respond(request)) ?? new Response(null, { status: 404 }),
  hostname: '127.0.0.1',
  port: 0,
  silent: true,
});
await listener.ready();
announce(new URL(listener.url).port, ['tmcp', '@tmcp/transport-http', '@tmcp/adapter-zod', 'srvx', 'zod']);
