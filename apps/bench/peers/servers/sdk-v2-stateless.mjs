import '../shared/production.mjs';
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

const http = createServer(async (request, response) => {
  if (!validHost(request, response) || !validOrigin(request, response)) return;
  const server = sdkV2Server();
  const transport = new NodeStreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on('close', () => {
    void transport.close();
    void server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response);
});

listen(http, ['@modelcontextprotocol/server', '@modelcontextprotocol/node', 'zod']);
