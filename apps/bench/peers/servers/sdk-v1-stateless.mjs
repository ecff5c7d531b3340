import '../shared/production.mjs';
import { createServer } from 'node:http';
import { localhostHostValidation } from '@modelcontextprotocol/sdk/server/middleware/hostHeaderValidation.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { listen } from '../shared/listen.mjs';
import { sdkV1Server } from '../shared/sdk-v1-server.mjs';

const app = express();
app.use(localhostHostValidation());
app.use(express.json({ limit: '4mb' }));
app.post('/mcp', async (request, response) => {
  const server = sdkV1Server();
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on('close', () => {
    void transport.close();
    void server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
});

listen(createServer(app), ['@modelcontextprotocol/sdk', 'express', 'zod']);
