import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';

/** What a handler gets for arguments, as JSON text or as a refusal, and what the client was shown before. */
async function given(input: JsonSchema, sent: Record<string, unknown>) {
  const server = plainServer().tool('take', { description: 'x', input }, (got) => JSON.stringify(got));
  const client = await connect(server);
  const [tool] = (await client.listTools()).tools;
  return { schema: tool?.inputSchema, text: textOf(await ask(client, 'take', sent)) };
}

// As text, for a key called then is taken for a promise by linters.
const modern: JsonSchema = JSON.parse(`{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "x-own": { "of": "ours" },
  "$defs": { "point": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "items": false } },
  "properties": {
    "from": { "$ref": "#/$defs/point" },
    "unit": { "enum": ["km", "mi"] },
    "card": { "type": "string" },
    "tags": { "type": "array", "contains": { "const": "x" }, "minContains": 2 }
  },
  "dependentRequired": { "card": ["unit"] },
  "if": { "properties": { "unit": { "const": "mi" } }, "required": ["unit"] },
  "then": { "properties": { "miles": { "type": "number" } }, "required": ["miles"] },
  "unevaluatedProperties": false
}`);

const draft7: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  definitions: { name: { type: 'string', minLength: 2 } },
  properties: {
    pair: { type: 'array', items: [{ $ref: '#/definitions/name' }, { type: 'number' }], additionalItems: false },
  },
  dependencies: { pair: ['kind'] },
};

describe('plain JSON Schema', () => {
  it.each([modern, draft7])('goes to clients verbatim', async (schema) => {
    expect((await given(schema, {})).schema).toEqual(schema);
  });

  it('of 2020-12 accepts what fits, and hands it over untouched', async () => {
    const sent = { from: [1, 2], unit: 'mi', miles: 3, card: 'visa', tags: ['x', 'y', 'x'] };
    expect(JSON.parse((await given(modern, sent)).text)).toEqual(sent);
  });

  it.each([
    [{ from: [1, 'b'] }, 'from.1: must be number'],
    [{ from: [1, 2, 3] }, 'from: must NOT have more than 2 items'],
    [{ unit: 'yd' }, 'unit: must be equal to one of the allowed values'],
    [{ unit: 'mi' }, 'miles: is required'],
    [{ card: 'visa' }, 'must have property unit when property card is present'],
    [{ tags: ['x'] }, 'tags: must contain at least 2 valid item(s)'],
    [{ other: 1 }, 'must NOT have unevaluated properties'],
  ])('of 2020-12 refuses %j, naming the field', async (sent, reason) => {
    const { text } = await given(modern, sent);
    expect(text).toMatch(/^Invalid arguments for take: /);
    expect(text).toContain(reason);
  });

  it('names the key that an object does not know', async () => {
    const closed: JsonSchema = { type: 'object', properties: { a: {} }, additionalProperties: false };
    expect((await given(closed, { a: 1, b: 2 })).text).toContain('(b)');
    const open: JsonSchema = JSON.parse(`{ "type": "object", "unevaluatedProperties": false }`);
    expect((await given(open, { surplus: 2 })).text).toContain('surplus');
  });

  it('of draft-07 is read as draft-07', async () => {
    expect((await given(draft7, { pair: ['ada', 1], kind: 'x' })).text).toBe('{"pair":["ada",1],"kind":"x"}');
    expect((await given(draft7, { pair: ['a', 1], kind: 'x' })).text).toContain('pair.0: must NOT have fewer than 2');
    expect((await given(draft7, { pair: ['ada', 1] })).text).toContain('must have property kind');
    expect((await given(draft7, { pair: ['ada', 1, 2], kind: 'x' })).text).toContain('pair: ');
  });

  it('may refer to itself', async () => {
    const tree: JsonSchema = {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#' } } },
      required: ['children'],
    };
    expect((await given(tree, { children: [{ children: [] }] })).text).toBe('{"children":[{"children":[]}]}');
    expect((await given(tree, { children: [{}] })).text).toContain('children.0.children: is required');
  });

  it('may describe a property called $ref', async () => {
    const input: JsonSchema = { type: 'object', properties: { $ref: { type: 'string' } } };
    expect((await given(input, { $ref: 'https://example.com/a.json' })).text).toContain('example.com');
  });

  it('may show a $ref as data, which is no reference', async () => {
    const input: JsonSchema = {
      type: 'object',
      properties: { link: { type: 'object', default: { $ref: 'https://example.com/a.json' } } },
    };
    expect((await given(input, {})).text).toBe('{}');
  });

  it('says where: names with slashes and tildes are written as they are', async () => {
    const input: JsonSchema = {
      type: 'object',
      properties: { 'a/b~c': { type: 'object', properties: { d: { type: 'null' } } } },
    };
    expect((await given(input, { 'a/b~c': { d: 1 } })).text).toContain('a/b~c.d: must be null');
  });

  it('of two tools may have one $id', async () => {
    const input: JsonSchema = { $id: 'https://example.com/in.json', type: 'object' };
    const server = plainServer();
    server.tool('one', { description: 'x', input }, () => 1).tool('two', { description: 'x', input }, () => 2);
    await expect(server.start()).resolves.toBeUndefined();
  });

  it('is compiled as it was declared, whatever happens to the object later', async () => {
    const properties: Record<string, unknown> = { a: { type: 'string' } };
    const server = plainServer();
    server.tool('take', { description: 'x', input: { type: 'object', properties } }, () => 'taken');
    const client = await connect(server);
    properties.a = { type: 'number' };
    expect((await client.listTools()).tools[0]?.inputSchema.properties).toEqual({ a: { type: 'string' } });
    expect(textOf(await ask(client, 'take', { a: 'text' }))).toBe('taken');
  });
});
