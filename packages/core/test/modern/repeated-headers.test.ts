import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { ping, toolCall } from '../support/messages.js';
import { headerLines, modernRequest, routing } from '../support/modern-wire.js';
import { exchange, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const message = modernRequest('tools/call', { name: 'weather', arguments: { region: 'north, south' } }, { id: 7 });
const right = headerLines({ ...routing(message), 'Mcp-Param-Region': 'north, south' });
const recognised = [-32020, -32021, -32022];

async function start() {
  const { server } = testServer({ clock: systemClock });
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('weather', { description: 'Weather', input: { region } }, ({ region: where }) => `sun in ${where}`);
  const { port } = await listening(server);
  return { server, port };
}

test('a request with each header once is served', async () => {
  const { port } = await start();
  const response = await exchange(port, jsonPost(message, ...right));
  expect([response.status, JSON.parse(response.body).result.content[0].text]).toEqual([200, 'sun in north, south']);
});

test.each([
  ['the version, the same', [...right, 'MCP-Protocol-Version: 2026-07-28'], 'mcp-protocol-version'],
  ['the version, another', [...right, 'mcp-protocol-version: 2025-11-25'], 'mcp-protocol-version'],
  ['the version, another one first', ['MCP-Protocol-Version: 2025-11-25', ...right], 'mcp-protocol-version'],
  ['the method', [...right, 'Mcp-Method: tools/call'], 'mcp-method'],
  ['the name', [...right, 'mcp-name: echo'], 'mcp-name'],
  ['an argument', [...right, 'Mcp-Param-Region: x'], 'mcp-param-region'],
  // Two lines are the list "north, south" (RFC 9110, 5.3), but who reads the first alone would see something else.
  [
    'an argument in parts',
    [...right.slice(0, -1), 'Mcp-Param-Region: north', 'Mcp-Param-Region: south'],
    'mcp-param-region',
  ],
])('a client of both eras learns that it sent %s twice', async (_what, lines, name) => {
  const { port } = await start();
  const response = await exchange(port, jsonPost(message, ...lines));
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body)).toMatchObject({
    id: 7,
    error: { code: -32020, message: `Header mismatch: ${name} was sent twice.` },
  });
});

test('a notification with a header sent twice is refused the same way, to no id', async () => {
  const { port } = await start();
  const notification = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { _meta: message.params._meta } };
  const lines = ['MCP-Protocol-Version: 2026-07-28', 'Mcp-Method: a', 'Mcp-Method: b'];
  const response = await exchange(port, jsonPost(notification, ...lines));
  expect([response.status, JSON.parse(response.body).error.code]).toEqual([400, -32020]);
  expect(JSON.parse(response.body)).not.toHaveProperty('id');
});

test.each([
  ['two versions of 2025', ['MCP-Protocol-Version: 2025-11-25', 'MCP-Protocol-Version: 2025-11-25']],
  ['versions of both eras', ['MCP-Protocol-Version: 2025-11-25', 'MCP-Protocol-Version: 2026-07-28']],
  ['two sessions', ['Mcp-Session-Id: x']],
])('a message of the 2025 wire with %s gets an answer that no client takes for a modern one', async (_what, lines) => {
  const { server, port } = await start();
  const { session } = await openWire(server);
  for (const sent of [toolCall(1, 'echo'), ping()]) {
    const response = await exchange(port, jsonPost(sent, `Mcp-Session-Id: ${session}`, ...lines));
    expect(response.status).toBe(400);
    expect(recognised).not.toContain(JSON.parse(response.body).error.code);
  }
});
