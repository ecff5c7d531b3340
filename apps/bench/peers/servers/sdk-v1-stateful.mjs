import '../shared/production.mjs';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { localhostHostValidation } from '@modelcontextprotocol/sdk/server/middleware/hostHeaderValidation.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { listen } from '../shared/listen.mjs';
import { sdkV1Server } from '../shared/sdk-v1-server.mjs';

const transports = new Map();

const open = async () => {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: true,
    onsessioninitialized: (id) => transports.set(id, transport),
  });
  transport.onclose = () => transports.delete(transport.sessionId);
  await sdkV1Server().connect(transport);
  return transport;
};

const app = express();
app.use(localhostHostValidation());
app.use(express.json({ limit: '4mb' }));
app.all('/mcp', async (request, response) => {
  const transport = transports.get(request.headers['mcp-session-id']) ?? (await open());
  await transport.handleRequest(request, response, request.body);
});

listen(createServer(app), ['@modelcontextprotocol/sdk', 'express', 'zod']);
