import { describe, expect, it } from '@jest/globals';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { atlas, connectAs, keys } from './support/atlas-caller.js';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

function post(headers: Record<string, string>): Promise<Response> {
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(initialize),
  });
  return atlas().fetch(request);
}

describe('access', () => {
  it.each([
    ['reader', ['country', 'find_countries', 'land_route', 'longest_route']],
    ['editor', ['add_note', 'clear_notes', 'country', 'find_countries', 'land_route', 'longest_route']],
    ['admin', ['add_note', 'clear_notes', 'country', 'find_countries', 'land_route', 'longest_route']],
  ])('lists for the %s what its key may use', async (label, names) => {
    const { tools } = await (await connectAs(atlas(), label)).listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(names);
  });

  it('tells a reader that add_note is unknown, as if it did not exist', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const refusal = (name: string) => reader.callTool({ name, arguments: {} }).catch((error: unknown) => error);
    const hidden = await refusal('add_note');
    expect(hidden).toBeInstanceOf(McpError);
    expect(hidden).toMatchObject({
      code: ErrorCode.InvalidParams,
      message: 'MCP error -32602: Unknown tool: add_note',
    });
    expect(await refusal('no_such_tool')).toMatchObject({ code: ErrorCode.InvalidParams });
  });

  it('describes each tool, each argument and each field of a result', async () => {
    const { tools } = await (await connectAs(atlas(), 'admin')).listTools();
    expect(tools).toHaveLength(6);
    for (const { name, description, annotations, inputSchema, outputSchema } of tools) {
      const fields = [...Object.values(inputSchema.properties ?? {}), ...Object.values(outputSchema?.properties ?? {})];
      expect(fields.filter((field) => !('description' in field))).toEqual([]);
      expect(description?.length).toBeGreaterThan(40);
      expect(annotations?.readOnlyHint).toBe(!name.endsWith('note') && !name.endsWith('notes'));
    }
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-api-key': 'tg_wrong' }],
    ['a wrong bearer value', { authorization: 'Bearer tg_wrong' }],
  ])('answers 401 with a challenge to %s', async (_, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each([
    ['X-API-Key', { 'x-api-key': keys.reader?.secret ?? '' }],
    ['a bearer value', { authorization: `Bearer ${keys.reader?.secret}` }],
  ])('takes a key as %s', async (_, headers) => {
    expect((await post(headers)).status).toBe(200);
  });
});
