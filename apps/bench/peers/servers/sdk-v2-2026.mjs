import '../shared/production.mjs';
import { createServer } from 'node:http';
import { localhostHostValidation, localhostOriginValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { listen } from '../shared/listen.mjs';
import { sdkV2Server } from '../shared/sdk-v2-server.mjs';

const validHost = localhostHostValidation();
const validOrigin = localhostOriginValidation();
const handle = toNodeHandler(createMcpHandler(sdkV2Server));

const server = createServer((request, response) => {
  if (validHost(request, response) && validOrigin(request, response)) void handle(request, response);
});

listen(server, ['@modelcontextprotocol/server', '@modelcontextprotocol/node', 'zod']);
