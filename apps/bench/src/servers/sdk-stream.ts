import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { chunk, chunks } from '../toolgate/stream-size.js';
import { announce } from './parts/announce.js';

// The SDK 1.x with a server for each session, and a tool that sends log messages.
const transports = new Map<string, StreamableHTTPServerTransport>();

async function open(): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void transports.set(id, transport),
  });
  const server = new McpServer({ name: 'bench', version: '1.0.0' }, { capabilities: { logging: {} } });
  server.registerTool('stream', { description: 'Sends log messages' }, async ({ sendNotification }) => {
    const params = { level: 'info', logger: 'stream', data: chunk } as const;
    for (let sent = 0; sent < chunks; sent += 1) await sendNotification({ method: 'notifications/message', params });
    return { content: [{ type: 'text', text: 'streamed' }] };
  });
  await server.connect(transport);
  return transport;
}

const listener = createServer(async (request, response) => {
  const id = request.headers['mcp-session-id'];
  const transport = (typeof id === 'string' ? transports.get(id) : undefined) ?? (await open());
  await transport.handleRequest(request, response);
});
listener.listen(0, '127.0.0.1', () => {
  const address = listener.address();
  announce(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/mcp`);
});
