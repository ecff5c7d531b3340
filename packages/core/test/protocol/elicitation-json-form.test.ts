import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '../../src/operation/schema/input-definition.js';
import { elicitationForm } from '../../src/protocol/input/elicitation-form.js';
import { readByClient } from '../support/read-by-client.js';

describe('a form in JSON Schema', () => {
  const titled = [
    { const: 'a', title: 'First' },
    { const: 'b', title: 'Second' },
  ];

  it('goes out verbatim: the five kinds of choices', () => {
    const schema = {
      type: 'object',
      properties: {
        untitledSingle: { type: 'string', description: 'One', enum: ['a', 'b'] },
        titledSingle: { type: 'string', title: 'One', oneOf: titled },
        legacyEnum: { type: 'string', enum: ['a', 'b'], enumNames: ['First', 'Second'] },
        untitledMulti: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } },
        titledMulti: { type: 'array', items: { anyOf: titled } },
      },
      required: ['legacyEnum', 'untitledSingle'],
    } as const;
    expect(readByClient(schema)).toEqual(schema);
    expect(JSON.stringify(elicitationForm(schema, 'order').requestedSchema)).toBe(JSON.stringify(schema));
  });

  it('goes out verbatim: defaults of all kinds', () => {
    const schema = {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Name', default: 'John Doe' },
        age: { type: 'integer', minimum: 0, maximum: 150, default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
        tags: { type: 'array', items: { anyOf: titled }, default: ['a'] },
        when: { type: 'string', format: 'date-time', minLength: 1, maxLength: 40 },
      },
      required: [],
    } as const;
    expect(readByClient(schema)).toEqual(schema);
  });

  it('goes out verbatim with words that only check', async () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { code: { type: 'string', pattern: '^[A-Z]+$' } },
      required: ['code'],
      additionalProperties: false,
    } as const;
    const { requestedSchema, check } = elicitationForm(schema, 'order');
    expect(requestedSchema).toEqual(schema);
    expect(await check({ code: 'AB' })).toEqual({ value: { code: 'AB' } });
    expect(await check({ code: 'ab' })).toEqual({ issues: [expect.objectContaining({ path: 'code' })] });
    for (const content of [undefined, null, [], {}, { code: 'AB', admin: true }]) {
      expect(await check(content)).toHaveProperty('issues');
    }
  });

  it.each<[object, string]>([
    [{ type: 'object', properties: {} }, 'is of type "object"'],
    [{ type: 'null' }, 'is of type "null"'],
    [{ type: ['string', 'null'] }, 'is of type ["string","null"]'],
    [{}, 'has no type'],
    [{ description: 'x', allOf: [{ type: 'string' }] }, 'has "allOf"'],
    [{ $ref: '#/properties/fine' }, 'has "$ref"'],
    [{ type: 'string', anyOf: titled }, 'has "anyOf"'],
    [{ type: 'boolean', not: { const: false } }, 'has "not"'],
    [{ type: 'string', format: 'uuid' }, 'has the format "uuid"'],
    [{ type: 'string', enum: ['a', 1] }, 'has an "enum" with other values than strings'],
    [{ type: 'string', enum: ['a'], enumNames: [1] }, 'has "enumNames" with other values than strings'],
    [{ type: 'string', oneOf: [{ const: 'a' }] }, 'has a "oneOf" of something else than { const, title }'],
    [{ type: 'string', default: 1 }, 'has the default 1, which is not of its type'],
    [{ type: 'integer', default: '1' }, 'has the default "1", which is not of its type'],
    [{ type: 'boolean', default: null }, 'has the default null, which is not of its type'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] }, default: 'a' }, 'has the default "a", which'],
    [{ type: 'number', enum: [1] }, 'has "enum", which is for strings'],
    [{ type: 'array' }, 'has no "items"'],
    [{ type: 'array', items: { type: 'string' } }, 'has items that are neither an "enum" of strings'],
    [{ type: 'array', items: { enum: ['a'] } }, 'has items that are neither an "enum" of strings'],
    [{ type: 'array', items: { anyOf: [{ const: 'a' }] } }, 'has items that are neither an "enum" of strings'],
    [{ type: 'array', items: { oneOf: titled } }, 'has "oneOf" in its items'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] }, contains: {} }, 'has "contains"'],
  ])('refuses the field %j, and says where', (field, problem) => {
    const bad: JsonSchema = { type: 'object', properties: { fine: { type: 'string' }, field } };
    const message = expect.stringContaining(`The form "order", field "field", ${problem}`);
    expect(() => elicitationForm(bad, 'order')).toThrow(expect.objectContaining({ name: 'TypeError', message }));
  });

  it.each<[JsonSchema, string]>([
    [{ type: 'object' }, ' has no fields: give a zod shape'],
    [{ type: 'object', properties: {}, allOf: [{ required: ['a'] }] }, ' has "allOf": a form has strings'],
    [
      { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
      ' has "additionalProperties": a form',
    ],
    [{ type: 'object', properties: {}, required: ['field'] }, ' requires "field", which is no field of it.'],
    [{ type: 'object', properties: { field: 'string' } }, ', field "field", is no schema: '],
    [{ type: 'object', properties: { field: { type: 'string', minLength: 'x' } } }, ' is not valid JSON Schema: '],
  ])('refuses %j', (bad, problem) => {
    const message = expect.stringContaining(`The form "order"${problem}`);
    expect(() => elicitationForm(bad, 'order')).toThrow(expect.objectContaining({ name: 'TypeError', message }));
  });
});
