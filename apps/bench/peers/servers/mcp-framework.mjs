import '../shared/production.mjs';
import { MCPServer, MCPTool } from 'mcp-framework';
import { announce } from '../shared/announce.mjs';
import { freePort } from '../shared/free-port.mjs';
import { toolNames } from '../shared/tool-names.mjs';
import { whenListening } from '../shared/when-listening.mjs';

// The framework tests schemas with instanceof, so they must come from the zod 3 installed inside it.
const { z } = await import(new URL('../node_modules/zod/index.js', import.meta.resolve('mcp-framework')).href);
const schema = z.object({ text: z.string().describe('The text to answer.') });

const echoTool = (name) =>
  class extends MCPTool {
    name = name;
    description = 'Answers the text.';
    schema = schema;
    useStringify = false;
    execute = async ({ text }) => text;
  };

const port = await freePort();
const server = new MCPServer({
  name: 'bench',
  version: '1.0.0',
  transport: { type: 'http-stream', options: { port, host: '127.0.0.1', responseMode: 'batch' } },
});
for (const name of toolNames()) server.addTool(echoTool(name));
void server.start();
await whenListening(port);
announce(port, ['mcp-framework', '@modelcontextprotocol/sdk']);
