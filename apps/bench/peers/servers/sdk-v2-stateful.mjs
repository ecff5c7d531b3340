import '../shared/production.mjs';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import {
  localhostHostValidation,
  localhostOriginValidation,
  NodeStreamableHTTPServerTransport,
} from '@modelcontextprotocol/node';
import { listen } from '../shared/listen.mjs';
import { sdkV2Server } from '../shared/sdk-v2-server.mjs';

const validHost = localhostHostValidation();
const validOrigin = localhostOriginValidation();
const transports = new Map();

const open = async () => {
  const transport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: true,
    onsessioninitialized: (id) => transports.set(id, transport),
  });
  transport.onclose = () => transports.delete(transport.sessionId);
  await sdkV2Server().connect(transport);
  return transport;
};

const server = createServer(async (request, response) => {
  if (!validHost(request, response) || !validOrigin(request, response)) return;
  const transport = transports.get(request.headers['mcp-session-id']) ?? (await open());
  await transport.handleRequest(request, response);
});

listen(server, ['@modelcontextprotocol/server', '@modelcontextprotocol/node', 'zod']);
