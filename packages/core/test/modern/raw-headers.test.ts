import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { listening } from '../support/listening.js';
import { headerLines, modernRequest, routing, textOf } from '../support/modern-wire.js';
import { exchange, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';

const base64 = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;
const call = modernRequest('tools/call', { name: 'find', arguments: { region: 'Zürich' } }, { id: 'mine' });
const { 'mcp-name': _, ...named } = routing(call);
const lines = headerLines({ ...named, 'Mcp-Param-Region': base64('Zürich') });

async function start() {
  const { server, clock, log } = testServer();
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('find', { description: 'Finds', input: { region } }, (input) => input.region);
  const { port } = await listening(server, clock);
  return { port, log };
}

test.each<[string, string[]]>([
  ['as they are', [...lines, 'Mcp-Name: find']],
  [
    'with names in capitals',
    lines.map((line) => line.replace(/^[^:]+/, (name) => name.toUpperCase())).concat('MCP-NAME: find'),
  ],
  ['between spaces and tabs', [...lines, 'Mcp-Name: \t find \t']],
  ['in base64', [...lines, `Mcp-Name: ${base64('find')}`]],
  [
    'beside others that mean nothing',
    [...lines, 'Mcp-Name: find', 'Mcp-Param-Other: x', 'Mcp-Session-Id: x', 'Last-Event-ID: 1-1'],
  ],
])('over a socket, headers %s are taken', async (_how, headers) => {
  const { port } = await start();
  const { status, headers: answered, body } = await exchange(port, jsonPost(call, ...headers));
  expect([status, textOf(JSON.parse(body))]).toEqual([200, 'Zürich']);
  expect(answered.has('mcp-session-id')).toBe(false);
});

test.each<[string, string[]]>([
  ['a version sent twice', [...lines, 'Mcp-Name: find', 'MCP-Protocol-Version: 2026-07-28']],
  ['a method sent twice', [...lines, 'Mcp-Name: find', 'mcp-method: tools/call']],
  ['a name sent twice', [...lines, 'Mcp-Name: find', 'Mcp-Name: find']],
  ['an argument sent twice', [...lines, 'Mcp-Name: find', `mcp-param-region: ${base64('Zürich')}`]],
  ['a name in bytes that no header may have', [...lines, 'Mcp-Name: f\u00efnd']],
  ['no name', lines],
  ['an empty name', [...lines, 'Mcp-Name:']],
])('over a socket, %s is refused under the id of the request: -32020', async (_what, headers) => {
  const { port, log } = await start();
  const response = await exchange(port, jsonPost(call, ...headers));
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json']);
  expect(JSON.parse(response.body)).toEqual({
    jsonrpc: '2.0',
    id: 'mine',
    error: expect.objectContaining({ code: -32020 }),
  });
  expect(log.records).toEqual([]);
});
