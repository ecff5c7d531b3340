import { expect, test } from '@jest/globals';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type BrowserPage, browserPage } from '../support/browser-page.js';
import { listening } from '../support/listening.js';
import { messagesOf } from '../support/messages.js';
import { modernRequest, routing } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders } from '../support/wire.js';

const origin = 'https://app.example.com';
const clientInfo = { name: 'page', version: '1' };

async function serve(options: Partial<ServerOptions>) {
  const { server, clock } = testServer({ failedAttempts: false, ...options });
  server.tool('steps', { description: 'Reports' }, (_input, call) => {
    for (const step of [1, 2]) call.progress(step);
    return 'done';
  });
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('weather', { description: 'Weather', input: { region } }, ({ region: where }) => `sun in ${where}`);
  const guarded = server.use(tokenAuth({ ada: [] }));
  const { url } = await listening(guarded, clock);
  return { url: new URL(url), page: browserPage(origin) };
}

const transportOptions = ({ fetch }: BrowserPage) => ({ fetch, requestInit: { headers: bearer('ada') } });

test('the official v1 client works from a page: session, progress over a stream, GET stream and end', async () => {
  const { url, page } = await serve({ cors: { origins: [origin] } });
  const client = new Client(clientInfo);
  const transport = new StreamableHTTPClientTransport(url, transportOptions(page));
  await client.connect(transport);
  expect(transport.sessionId).toEqual(expect.stringMatching(/^[\w-]{22}$/));
  const steps: number[] = [];
  const result = await client.callTool({ name: 'steps' }, undefined, {
    onprogress: ({ progress }) => void steps.push(progress),
  });
  expect([result.content, steps]).toEqual([[{ type: 'text', text: 'done' }], [1, 2]]);
  await transport.terminateSession();
  await client.close();
  // Nothing of what the client sends goes without a preflight.
  expect(page.preflights).toContain('authorization,content-type');
  expect(page.preflights).toContain('authorization,content-type,mcp-protocol-version,mcp-session-id');
});

test('the official v2 client works from a page on the 2026 wire, with the headers that repeat arguments', async () => {
  const { url, page } = await serve({ cors: { origins: [origin] } });
  const client = new ModernClient(clientInfo, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new ModernTransport(url, transportOptions(page)));
  await client.listTools();
  const { content } = await client.callTool({ name: 'weather', arguments: { region: 'Zürich' } });
  expect(content).toEqual([{ type: 'text', text: 'sun in Zürich' }]);
  await client.close();
  expect(page.preflights.at(-1)).toBe(
    'authorization,content-type,mcp-method,mcp-name,mcp-param-region,mcp-protocol-version',
  );
});

test('a page reads the challenge of a 401, and cannot send credentials of the browser', async () => {
  const { url, page } = await serve({ cors: { origins: [origin] } });
  const init = { method: 'POST', headers: jsonHeaders, body: JSON.stringify(initialize()) };
  const response = await page.fetch(url, init);
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="tokens"']);
  await expect(page.fetch(url, { ...init, credentials: 'include' })).rejects.toThrow('credentials are not allowed');
});

test('a page reads its session, and of other headers nothing', async () => {
  const { url, page } = await serve({ cors: { origins: [origin] } });
  const headers = { ...jsonHeaders, ...bearer('ada') };
  const response = await page.fetch(url, { method: 'POST', headers, body: JSON.stringify(initialize()) });
  expect(await messagesOf(response)).toMatchObject([{ id: 'init', result: {} }]);
  expect([...response.headers.keys()].sort()).toEqual(['content-length', 'content-type', 'mcp-session-id']);
});

test('a page may not send a header that is none of the protocol', async () => {
  const { url, page } = await serve({ cors: { origins: [origin] } });
  const headers = { ...jsonHeaders, 'x-tenant': 'other' };
  const sent = page.fetch(url, { method: 'POST', headers, body: JSON.stringify(initialize()) });
  await expect(sent).rejects.toThrow('the header x-tenant is not allowed');
});

test.each<[string, Partial<ServerOptions>]>([
  ['without cors', {}],
  ['with the origin allowed, but without cors', { allowedOrigins: [origin] }],
  ['with cors for others', { cors: { origins: ['https://shop.example.com'] } }],
])('a page gets nothing %s, in either era', async (_what, options) => {
  const { url, page } = await serve(options);
  const legacy = new Client(clientInfo).connect(new StreamableHTTPClientTransport(url, transportOptions(page)));
  await expect(legacy).rejects.toThrow('Blocked by CORS');
  const message = modernRequest('tools/list');
  const headers = { ...jsonHeaders, ...routing(message), ...bearer('ada') };
  const modern = page.fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
  await expect(modern).rejects.toThrow('Blocked by CORS');
});

test('a page can send a text without a preflight, which is refused and cannot be read', async () => {
  const { url, page } = await serve({});
  const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(initialize()) };
  await expect(page.fetch(url, init)).rejects.toThrow('Blocked by CORS');
  expect(page.preflights).toEqual([]);
  const unseen = await fetch(url, { ...init, headers: { ...init.headers, origin } });
  expect(unseen.status).toBe(403);
});
