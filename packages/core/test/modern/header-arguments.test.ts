import { describe, expect, it, test } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { modernRequest, modernWire, textOf } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const base64 = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;

const inputSchema = {
  type: 'object',
  properties: {
    region: { type: 'string', description: 'A region' },
    limit: { type: 'integer', 'x-mcp-header': 'Limit' },
    dry: { type: 'boolean', 'x-mcp-header': 'Dry-Run' },
    options: { type: 'object', properties: { depth: { type: 'integer', 'x-mcp-header': 'Depth' } } },
    constructor: { type: 'string', 'x-mcp-header': 'Builder' },
  },
} as const;

/** Adds a tool in JSON Schema, and one in zod, of whose arguments some travel in headers as well. */
function withTools(server: Server, ran: string[] = []): Server {
  server.tool('query', { description: 'Queries', input: inputSchema }, (input) => {
    ran.push('query');
    return input;
  });
  const region = z.string().optional().meta({ 'x-mcp-header': 'Region' });
  return server.tool('find', { description: 'Finds', input: { region } }, ({ region: value }) => {
    ran.push('find');
    return value ?? 'nowhere';
  });
}

test('lists show which arguments travel in headers', async () => {
  const { server } = testServer();
  withTools(server);
  const { result } = await modernWire(server).ask('tools/list');
  expect(result?.tools).toMatchObject([
    { name: 'echo' },
    { name: 'query', inputSchema: { properties: { options: { properties: { depth: { 'x-mcp-header': 'Depth' } } } } } },
    { name: 'find', inputSchema: { properties: { region: { 'x-mcp-header': 'Region' } } } },
  ]);
});

describe('a call is served when its headers say what its arguments do', () => {
  const wire = modernWire(withTools(testServer().server));
  it.each<[string, string, object, Record<string, string>]>([
    ['a text', 'find', { region: 'us-west1' }, { 'mcp-param-region': 'us-west1' }],
    ['a text between blanks', 'find', { region: 'us-west1' }, { 'mcp-param-region': ' us-west1\t' }],
    ['a text in base64', 'find', { region: 'Zürich' }, { 'mcp-param-region': '=?base64?WsO8cmljaA==?=' }],
    ['an empty text', 'find', { region: '' }, { 'mcp-param-region': '' }],
    ['a text that looks like base64', 'find', { region: 'SGVsbG8=' }, { 'mcp-param-region': 'SGVsbG8=' }],
    ['a text with a prefix alone', 'find', { region: '=?base64?eA' }, { 'mcp-param-region': '=?base64?eA' }],
    ['text that must be encoded', 'find', { region: '=?base64?eA?=' }, { 'mcp-param-region': base64('=?base64?eA?=') }],
    ['nothing', 'find', {}, {}],
    ['nothing and a header', 'find', {}, { 'mcp-param-region': '=?base64?broken' }],
    ['an unknown header', 'find', {}, { 'mcp-param-nobody': 'x', 'mcp-param-limit': '1' }],
    ['an integer', 'query', { limit: 42 }, { 'mcp-param-limit': '42' }],
    ['an integer with a point', 'query', { limit: 42 }, { 'mcp-param-limit': '42.0' }],
    ['a negative integer', 'query', { limit: -7 }, { 'mcp-param-limit': '-7' }],
    ['a boolean', 'query', { dry: false }, { 'mcp-param-dry-run': 'false' }],
    ['what is not marked', 'query', { region: 'x' }, { 'mcp-param-region': 'y' }],
    ['a nested property', 'query', { options: { depth: 3 } }, { 'mcp-param-depth': '3' }],
    ['a nested property that is missing', 'query', { options: {} }, {}],
    ['a name that every object has', 'query', { constructor: 'x' }, { 'mcp-param-builder': 'x' }],
  ])('%s', async (_what, name, input, headers) => {
    const reply = await wire.call(name, input, {}, { headers });
    expect([reply.status, reply.result?.isError]).toEqual([200, undefined]);
  });
});

describe('a call is refused before its handler runs: 400 and -32020', () => {
  const ran: string[] = [];
  const wire = modernWire(withTools(testServer().server, ran));
  it.each<[string, string, object, Record<string, string>]>([
    ['another text', 'find', { region: 'us-west1' }, { 'mcp-param-region': 'us-east1' }],
    ['another case', 'find', { region: 'us-west1' }, { 'mcp-param-region': 'US-WEST1' }],
    ['no header', 'find', { region: 'us-west1' }, {}],
    ['no header for an empty text', 'find', { region: '' }, {}],
    ['a header sent twice', 'find', { region: 'a' }, { 'mcp-param-region': 'a, a' }],
    ['another text in base64', 'find', { region: 'a' }, { 'mcp-param-region': base64('b') }],
    ['base64 without padding', 'find', { region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVsbG8?=' }],
    ['base64 with other characters', 'find', { region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVs!!!bG8=?=' }],
    ['another integer', 'query', { limit: 42 }, { 'mcp-param-limit': '43' }],
    ['an integer in words', 'query', { limit: 42 }, { 'mcp-param-limit': '0x2a' }],
    ['an integer that is not safe', 'query', { limit: 2 ** 53 }, { 'mcp-param-limit': String(2 ** 53) }],
    ['a boolean in capitals', 'query', { dry: true }, { 'mcp-param-dry-run': 'TRUE' }],
    ['a boolean as a number', 'query', { dry: true }, { 'mcp-param-dry-run': '1' }],
    ['another nested property', 'query', { options: { depth: 3 } }, { 'mcp-param-depth': '4' }],
    ['a nested property without a header', 'query', { options: { depth: 3 } }, {}],
    ['an object where a text belongs', 'find', { region: { a: 1 } }, { 'mcp-param-region': '[object Object]' }],
  ])('%s', async (_what, name, input, headers) => {
    const reply = await wire.call(name, input, {}, { headers, id: 'mine' });
    expect(reply).toMatchObject({ status: 400, messages: [{ id: 'mine', error: { code: -32020 } }] });
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(ran).toEqual([]);
  });
});

test('null is no value: its header is not asked for, and what it means is up to the schema', async () => {
  const { server } = testServer();
  withTools(server);
  for (const headers of [{}, { 'mcp-param-region': 'ignored' }]) {
    const reply = await modernWire(server).call('find', { region: null }, {}, { headers });
    expect(reply).toMatchObject({
      status: 200,
      result: { isError: true, _meta: { 'toolgate/error': { code: 'VALIDATION' } } },
    });
  }
});

test('the 2025 wire and stdio have no such headers, and nothing is compared', async () => {
  const { server } = testServer();
  withTools(server);
  const legacy = await openWire(server);
  expect(await legacy.call('find', { region: 'us-west1' })).toMatchObject({
    result: { content: [{ text: 'us-west1' }] },
  });
  const pipe = new StdioPipe(server);
  const message = modernRequest('tools/call', { name: 'find', arguments: { region: 'Zürich' } });
  expect(textOf(await pipe.send(message).next())).toBe('Zürich');
});
