import '../shared/production.mjs';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { sdkV1Server } from '../shared/sdk-v1-server.mjs';

process.once('SIGTERM', () => process.exit(0));
await sdkV1Server().connect(new StdioServerTransport());
