import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

// A script of a page: it is bundled, and runs in the browser. The test calls its functions by name.

const clientInfo = { name: 'page', version: '1' };
const options = { requestInit: { headers: { authorization: 'Bearer ada' } } };

/** The official v1 client: its session, progress over a stream, a notification over the GET stream, the end of the session. */
async function legacy(url: string): Promise<unknown> {
  const client = new Client(clientInfo);
  const transport = new StreamableHTTPClientTransport(new URL(url), options);
  await client.connect(transport);
  const { sessionId } = transport;
  const changed = new Promise<string>((resolve) => {
    client.setNotificationHandler(ToolListChangedNotificationSchema, ({ method }) => resolve(method));
  });
  const steps: number[] = [];
  const onprogress = ({ progress }: { readonly progress: number }) => void steps.push(progress);
  const { content } = await client.callTool({ name: 'steps' }, undefined, { onprogress });
  await client.callTool({ name: 'change' });
  const notification = await changed;
  await transport.terminateSession();
  await client.close();
  return { sessionId, steps, content, notification };
}

/** The official v2 client on the 2026 wire. Unlike elsewhere, it repeats no argument in a header by itself in a browser. */
async function modern(url: string): Promise<unknown> {
  const client = new ModernClient(clientInfo, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new ModernTransport(new URL(url), options));
  const { tools } = await client.listTools();
  const echoed = await client.callTool({ name: 'echo', arguments: { text: 'hello' } });
  const region = { 'mcp-param-region': '=?base64?WsO8cmljaA==?=' };
  const weather = await client.callTool({ name: 'weather', arguments: { region: 'Zürich' } }, { headers: region });
  await client.close();
  return { tools: tools.map(({ name }) => name), echoed: echoed.content, weather: weather.content };
}

/** A POST written by hand: what a script reads of the answer, or what it is told instead. */
async function plain(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<unknown> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), text: await response.text() };
  } catch (error) {
    return String(error);
  }
}

Object.assign(globalThis, { legacy, modern, plain });
