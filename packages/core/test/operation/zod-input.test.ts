import { describe, expect, it } from '@jest/globals';
import type { InputDefinition } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';

/** What a handler gets for arguments, as JSON text, and what the client was shown before. */
async function given(input: InputDefinition, sent: Record<string, unknown>) {
  const server = plainServer().tool('take', { description: 'x', input }, (got) => JSON.stringify(got));
  const client = await connect(server);
  const [tool] = (await client.listTools()).tools;
  const result = await ask(client, 'take', sent);
  return { schema: tool?.inputSchema, text: textOf(result), result };
}

describe('zod input', () => {
  it.each([
    ['a shape', { city: z.string() }],
    ['a schema', z.object({ city: z.string() })],
  ])('as %s reaches the handler without the keys it does not know', async (_, input) => {
    const { schema, text } = await given(input, { city: 'Berlin', extra: 1 });
    expect(text).toBe('{"city":"Berlin"}');
    expect(schema).toMatchObject({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] });
    expect(schema).not.toHaveProperty('additionalProperties');
  });

  it('of a strict object refuses unknown keys, and says so to clients', async () => {
    const { schema, text, result } = await given(z.strictObject({ city: z.string() }), { city: 'Berlin', extra: 1 });
    expect(schema).toMatchObject({ additionalProperties: false });
    expect(result.isError).toBe(true);
    expect(text).toContain('"extra"');
  });

  it('of a loose object keeps unknown keys', async () => {
    expect((await given(z.looseObject({ city: z.string() }), { city: 'B', extra: 1 })).text).toBe(
      '{"city":"B","extra":1}',
    );
  });

  it('fills in defaults, which clients need not send', async () => {
    const { schema, text } = await given({ city: z.string(), days: z.int().default(3) }, { city: 'B' });
    expect(text).toBe('{"city":"B","days":3}');
    expect(schema?.required).toEqual(['city']);
  });

  it('hands over what transforms make, and shows clients what goes in', async () => {
    const input = { when: z.iso.date().transform((date) => Date.parse(date)), name: z.string().trim() };
    const { schema, text } = await given(input, { when: '1970-01-02', name: ' ada ' });
    expect(text).toBe('{"when":86400000,"name":"ada"}');
    expect(schema?.properties).toMatchObject({ when: { type: 'string', format: 'date' } });
  });

  it('of a record takes any key, also those of every object', async () => {
    const { text } = await given(z.record(z.string(), z.number()), { constructor: 1, toString: 2 });
    expect(JSON.parse(text)).toEqual({ constructor: 1, toString: 2 });
  });

  it('awaits asynchronous refinements', async () => {
    const input = z.object({ user: z.string().refine(async (user) => user === 'ada', 'is not known') });
    expect((await given(input, { user: 'ada' })).text).toBe('{"user":"ada"}');
    const refused = await given(input, { user: 'eve' });
    expect(refused.result.isError).toBe(true);
    expect(refused.text).toBe('Invalid arguments for take: user: is not known');
  });

  it('checks what several fields say together', async () => {
    const range = z
      .object({ from: z.number(), to: z.number() })
      .refine(({ from, to }) => from <= to, 'from is after to');
    expect((await given(range, { from: 1, to: 2 })).text).toBe('{"from":1,"to":2}');
    expect((await given(range, { from: 2, to: 1 })).text).toBe('Invalid arguments for take: from is after to');
  });

  it('may have a field called type or properties', async () => {
    const { text } = await given({ type: z.string(), properties: z.number() }, { type: 'a', properties: 1 });
    expect(text).toBe('{"type":"a","properties":1}');
  });

  it('of an empty shape gives the handler {}', async () => {
    expect((await given({}, { anything: 1 })).text).toBe('{}');
  });

  it('that is left out gives the handler {}', async () => {
    const server = plainServer().tool('take', { description: 'x' }, (got) => JSON.stringify(got));
    const client = await connect(server);
    expect(textOf(await ask(client, 'take', { anything: 1 }))).toBe('{}');
    expect(textOf(await ask(client, 'take'))).toBe('{}');
    expect((await client.listTools()).tools[0]?.inputSchema).toMatchObject({ type: 'object' });
  });
});

describe('arguments that do not fit', () => {
  const input = {
    city: z.string().min(1),
    days: z.int().max(10),
    places: z.array(z.object({ lat: z.number() })),
  };

  it('are refused with every bad field named, for the model and for programs', async () => {
    const { text, result } = await given(input, { city: '', days: 11.5, places: [{ lat: 1 }, { lat: 'north' }] });
    expect(result.isError).toBe(true);
    expect(text).toMatch(/^Invalid arguments for take: city: .*; days: .*; places\.1\.lat: /);
    expect(result._meta?.['toolgate/error']).toMatchObject({
      code: 'VALIDATION',
      retryable: false,
      details: {
        issues: expect.arrayContaining([{ path: 'places.1.lat', message: expect.stringContaining('number') }]),
      },
    });
  });

  it('are refused when they are missing', async () => {
    const { text } = await given(input, {});
    for (const field of ['city', 'days', 'places']) expect(text).toContain(`${field}: `);
  });

  it('never reach the handler', async () => {
    let called = 0;
    const server = plainServer().tool('take', { description: 'x', input }, () => called++);
    await ask(await connect(server), 'take', { city: 7 });
    expect(called).toBe(0);
  });

  it('are named twenty at the most', async () => {
    const shape = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, z.string()]));
    const { text, result } = await given(shape, {});
    expect(text).toContain('and 10 more');
    expect(text).not.toContain('f20:');
    expect(Object(result._meta?.['toolgate/error']).details.issues).toHaveLength(20);
  });

  it('are masked, when the check itself fails', async () => {
    const failing = z.object({
      city: z.string().refine(() => {
        throw new Error('lookup at 10.0.0.5 failed');
      }),
    });
    const { text, result } = await given(failing, { city: 'Berlin' });
    expect(result.isError).toBe(true);
    expect(text).not.toContain('10.0.0.5');
  });
});
