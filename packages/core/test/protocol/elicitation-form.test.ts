import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { elicitationForm } from '../../src/protocol/input/elicitation-form.js';
import { readByClient } from '../support/read-by-client.js';

/** The schema of a form with one field. */
const form = (field: object, required = true) => ({
  type: 'object',
  properties: { field },
  ...(required ? { required: ['field'] } : {}),
});

describe('a form made with zod', () => {
  const titled = [
    { const: 'r', title: 'Red' },
    { const: 'g', title: 'Green' },
  ];
  const red = z.literal('r').meta({ title: 'Red' });
  const colors = z.enum(['r', 'g']);

  it.each<[string, z.ZodType, object]>([
    ['text', z.string(), { type: 'string' }],
    ['bounded text', z.string().min(2).max(9), { type: 'string', minLength: 2, maxLength: 9 }],
    ['text of one length', z.string().length(3), { type: 'string', minLength: 3, maxLength: 3 }],
    ['text with a pattern', z.string().regex(/a/).regex(/b/).trim(), { type: 'string' }],
    ['an email address', z.email().max(99), { type: 'string', maxLength: 99, format: 'email' }],
    ['a URL', z.url(), { type: 'string', format: 'uri' }],
    ['a date', z.iso.date(), { type: 'string', format: 'date' }],
    ['an instant', z.iso.datetime({ offset: true }), { type: 'string', format: 'date-time' }],
    ['a format of its own', z.uuid(), { type: 'string' }],
    ['a number', z.number(), { type: 'number' }],
    ['a bounded number', z.number().min(-1.5).max(9).multipleOf(0.5), { type: 'number', minimum: -1.5, maximum: 9 }],
    ['a number between', z.number().gt(0).lt(1), { type: 'number', minimum: 0, maximum: 1 }],
    ['an integer', z.int(), { type: 'integer' }],
    ['a bounded integer', z.number().int().min(1).max(5), { type: 'integer', minimum: 1, maximum: 5 }],
    ['a positive integer', z.int().positive().lt(9), { type: 'integer', minimum: 1, maximum: 8 }],
    ['an integer of 32 bits', z.int32(), { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }],
    ['one number', z.literal(5), { type: 'number', minimum: 5, maximum: 5 }],
    ['a coerced number', z.coerce.number(), { type: 'number' }],
    ['yes or no', z.boolean(), { type: 'boolean' }],
    ['consent', z.literal(true), { type: 'boolean' }],
    ['a choice', colors, { type: 'string', enum: ['r', 'g'] }],
    ['literals', z.literal(['r', 'g']), { type: 'string', enum: ['r', 'g'] }],
    ['one literal', z.literal('r'), { type: 'string', enum: ['r'] }],
    ['a union', z.union([z.literal('r'), z.literal('g')]), { type: 'string', enum: ['r', 'g'] }],
    [
      'titles in a union',
      z.union([red, z.literal('g')]),
      { type: 'string', oneOf: [titled[0], { const: 'g', title: 'g' }] },
    ],
    ['titles through meta', colors.meta({ oneOf: titled }), { type: 'string', oneOf: titled }],
    [
      'names through meta',
      colors.meta({ enumNames: ['R', 'G'] }),
      { type: 'string', enum: ['r', 'g'], enumNames: ['R', 'G'] },
    ],
    [
      'choices',
      z.array(colors).min(1).max(2),
      { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', enum: ['r', 'g'] } },
    ],
    ['titled choices', z.array(colors.meta({ anyOf: titled })), { type: 'array', items: { anyOf: titled } }],
    [
      'named choices',
      z.array(colors.meta({ enumNames: ['Red', 'Green'] })),
      { type: 'array', items: { anyOf: titled } },
    ],
    [
      'choices of a union',
      z.array(z.union([red, z.literal('g').meta({ title: 'Green' })])),
      { type: 'array', items: { anyOf: titled } },
    ],
    ['a transform', z.string().transform(Number), { type: 'string' }],
    [
      'texts',
      z
        .string()
        .meta({ title: 'Name', examples: ['Ada'] })
        .describe('Yours'),
      { type: 'string', title: 'Name', description: 'Yours' },
    ],
    ['a texted choice', colors.meta({ title: 'Color' }), { type: 'string', title: 'Color', enum: ['r', 'g'] }],
    ['an id', z.string().meta({ id: 'form/name~1', title: 'Name' }), { type: 'string', title: 'Name' }],
    [
      'choices with an id',
      z.array(z.enum(['r']).meta({ id: 'form-color' })),
      { type: 'array', items: { type: 'string', enum: ['r'] } },
    ],
  ])('asks for %s in the words of the protocol', (_what, schema, field) => {
    expect(readByClient({ field: schema })).toEqual(form(field));
    expect(readByClient(z.strictObject({ field: schema }).meta({ title: 'Order' }))).toEqual(form(field));
  });

  it.each<[string, z.ZodType, object]>([
    ['optional text', z.string().optional(), { type: 'string' }],
    ['text', z.string().default('x'), { type: 'string', default: 'x' }],
    ['a number', z.number().default(9.5), { type: 'number', default: 9.5 }],
    ['an integer', z.int().default(0), { type: 'integer', default: 0 }],
    ['a boolean', z.boolean().default(false), { type: 'boolean', default: false }],
    ['a choice', colors.default('g'), { type: 'string', default: 'g', enum: ['r', 'g'] }],
    [
      'choices',
      z.array(colors).default(['g']),
      { type: 'array', default: ['g'], items: { type: 'string', enum: ['r', 'g'] } },
    ],
  ])('requires nothing that has a default: %s', (_what, schema, field) => {
    expect(readByClient({ field: schema })).toEqual(form(field, false));
  });

  it('may be a question without fields, and an object with an id', () => {
    expect(readByClient({})).toEqual({ type: 'object', properties: {} });
    expect(readByClient(z.object({ field: z.string() }).meta({ id: 'form-order' }))).toEqual(form({ type: 'string' }));
  });

  it('checks all that zod knows, and strips what it did not ask for', async () => {
    const { check } = elicitationForm({ code: z.string().regex(/^[A-Z]+$/), count: z.int().default(1) }, 'order');
    expect(await check({ code: 'AB', admin: true })).toEqual({ value: { code: 'AB', count: 1 } });
    expect(await check({ code: 'ab' })).toEqual({ issues: [expect.objectContaining({ path: 'code' })] });
    for (const content of [undefined, null, 'x', []]) expect(await check(content)).toHaveProperty('issues');
    const later = elicitationForm({ code: z.string().refine(async (code) => code === 'AB') }, 'order');
    expect(await later.check({ code: 'AB' })).toEqual({ value: { code: 'AB' } });
  });

  it.each<[string, z.ZodType, string]>([
    ['an object', z.object({ zip: z.string() }), 'is of type "object"'],
    [
      'free lists',
      z.array(z.string()),
      'has items that are neither an "enum" of strings nor an "anyOf" of { const, title }',
    ],
    ['lists of lists', z.array(z.array(z.enum(['a']))), 'has "items" in its items'],
    ['numbers to choose from', z.literal([1, 2]), 'has "enum", which is for strings'],
    ['mixed choices', z.literal(['a', 1]), 'has no type'],
    ['anything', z.unknown(), 'has no type'],
    ['a union', z.union([z.string(), z.number()]), 'is of type ["string","number"]'],
    ['a default of another type', z.string().meta({ default: 5 }), 'has the default 5, which is not of its type'],
  ])('refuses %s, and says where', (_what, schema, problem) => {
    const message = `The form "order", field "field", ${problem}: a form has strings, numbers, booleans, choices of strings and lists of such choices, optional rather than null.`;
    expect(() => elicitationForm({ fine: z.string(), field: schema }, 'order')).toThrow(new TypeError(message));
    expect(() => elicitationForm(z.object({ field: schema }), 'order')).toThrow(new TypeError(message));
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, ' is undefined: use a zod shape'],
    ['null', null, ' is object: use a zod shape'],
    ['a zod schema of text', z.string(), ' has no fields: give a zod shape'],
    ['a mixture', { fine: z.string(), field: 7 }, ' mixes zod and other values: field is no zod schema'],
    ['a field', { type: 'string' }, ' has no fields: give a zod shape'],
  ])('refuses %s in place of a form', (_what, definition, problem) => {
    const make = () => Reflect.apply(elicitationForm, undefined, [definition, 'order']);
    const message = expect.stringContaining(`The form "order"${problem}`);
    expect(make).toThrow(expect.objectContaining({ name: 'TypeError', message }));
  });

  it('refuses null, recursion and what has no JSON Schema, and says where', () => {
    const tree = z.object({
      get field() {
        return z.array(tree);
      },
    });
    for (const schema of [z.string().nullable(), z.date(), tree, z.array(z.bigint())]) {
      for (const bad of [{ field: schema }, z.object({ field: schema })]) {
        expect(() => elicitationForm(bad, 'order')).toThrow(/^The form "order", field "field", /);
      }
    }
    expect(() => elicitationForm(tree, 'order')).toThrow(/^The form "order", field "field", has "\$ref" in its items/);
  });
});
