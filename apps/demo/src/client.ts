import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { type ClientOptions, clientOptions } from './client/client-options.js';
import { connectionProblem } from './client/connection-problem.js';
import { openTransport } from './client/open-transport.js';
import { oneLine } from './program/one-line.js';
import { routeSchema } from './tools/route-schema.js';

try {
  await main(clientOptions(process.argv.slice(2)));
} catch (error) {
  fail(oneLine(error));
}

async function main(options: ClientOptions): Promise<void> {
  const client = new Client({ name: 'atlas-client', version: '0.1.0' });
  const transport = openTransport(options);
  try {
    await client.connect(transport);
    console.log(`Connected over ${options.stdio ? 'stdio' : options.url}`);
    const { tools } = await client.listTools();
    console.log(`Tools: ${tools.map(({ name }) => name).join(', ')}`);
    const request = { name: 'land_route', arguments: { from: 'Portugal', to: 'Vietnam' } };
    const result = await client.callTool(request);
    console.log(routeText(CallToolResultSchema.parse(result)));
    if ('terminateSession' in transport) await transport.terminateSession();
  } catch (error) {
    fail(connectionProblem(error, options));
  } finally {
    await client.close();
  }
}

function routeText({ isError, content, structuredContent }: CallToolResult): string {
  if (isError === true) throw new Error(content.map((block) => ('text' in block ? block.text : block.type)).join(' '));
  const { bordersCrossed, countries } = routeSchema.parse(structuredContent);
  return `Portugal to Vietnam crosses ${bordersCrossed} borders: ${countries.map(({ name }) => name).join(' → ')}`;
}

function fail(message: string): void {
  process.stderr.write(`client: ${message}\n`);
  process.exitCode = 1;
}
