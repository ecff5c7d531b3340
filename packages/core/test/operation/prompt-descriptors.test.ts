import { describe, expect, it } from '@jest/globals';
import { ListPromptsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { asker } from '../support/asker.js';

const icons = [{ src: 'https://example.com/a.png' }];
const _meta = { 'example.com/team': 'blue' };
const city = z.string().meta({ title: 'City', description: 'Where to' });

function tripServer(): Server {
  return plainServer()
    .prompt(
      'trip',
      {
        title: 'A trip',
        description: 'Plans a trip',
        arguments: { city, days: z.coerce.number().default(3), by: z.enum(['rail', 'road']).optional() },
        icons,
        _meta,
      },
      () => '',
    )
    .prompt('plain', {}, () => '')
    .prompt(
      'schema',
      { arguments: { type: 'object', properties: { a: { type: 'string', title: 'A' }, b: {} }, required: ['b'] } },
      () => '',
    );
}

/** The list as the newest revision has it, with titles of arguments or without. */
const listed = (titles: boolean) => [
  {
    name: 'trip',
    title: 'A trip',
    description: 'Plans a trip',
    arguments: [
      { name: 'city', ...(titles ? { title: 'City' } : {}), description: 'Where to', required: true },
      { name: 'days', required: false },
      { name: 'by', required: false },
    ],
    icons,
    _meta,
  },
  { name: 'plain', arguments: [] },
  {
    name: 'schema',
    arguments: [
      { name: 'a', ...(titles ? { title: 'A' } : {}), required: false },
      { name: 'b', required: true },
    ],
  },
];

const since: Readonly<Record<string, string>> = { title: '2025-06-18', _meta: '2025-06-18', icons: '2025-11-25' };

const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'];

it.each(revisions)('the list of prompts holds what %s knows', async (revision) => {
  const ask = await asker(tripServer(), { revision });
  const { _meta: meta, ...result } = (await ask('prompts/list')).result;
  const modern = revision === '2026-07-28' ? { resultType: 'complete', ttlMs: 0, cacheScope: 'private' } : {};
  const prompts = listed(revision >= '2025-06-18').map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([key]) => (since[key] ?? '') <= revision)),
  );
  expect(result).toEqual({ ...modern, prompts });
  expect(meta === undefined).toBe(revision !== '2026-07-28');
  expect(ListPromptsResultSchema.safeParse(result).success).toBe(true);
});

it('has no methods of prompts where there are none', async () => {
  for (const [revision, status] of [
    ['2025-11-25', 200],
    ['2026-07-28', 404],
  ] as const) {
    const ask = await asker(plainServer(), { revision });
    for (const method of ['prompts/list', 'prompts/get']) {
      const asked = await ask(method, { name: 'a' });
      expect([asked.status, asked.error?.code]).toEqual([status, -32601]);
    }
  }
});

describe('a mistake in a prompt', () => {
  it.each([
    ['a', undefined, 'prompt "a" has no options: describe it.'],
    ['a', { arguments: 7 }, 'arguments of prompt "a" is number: '],
    ['a', { arguments: z.string() }, 'arguments of prompt "a" must describe an object'],
    ['a', { arguments: { a: z.string(), b: 'text' } }, 'arguments of prompt "a" mixes zod and other values: b'],
    [
      'a',
      { arguments: { type: 'object', properties: { a: { $ref: 'https://x/y' } } } },
      'arguments of prompt "a" refers',
    ],
    ['a', { input: {} }, 'unknown option `input` on prompt "a"'],
    ['a', { description: 7 }, 'wrong options on prompt "a": description: '],
    ['a', { icons: 'x' }, 'wrong options on prompt "a": icons: '],
    ['a', { permissions: 'a' }, 'unknown option `permissions` on prompt "a": install an authenticator'],
    ['a', { timeout: 'soon' }, 'timeout of prompt "a"'],
    ['a', { complete: { a: () => [] } }, 'complete of prompt "a" names a; there are no arguments.'],
    ['a', { arguments: { a: z.string() }, complete: { a: ['b'] } }, 'complete.a of prompt "a" is no function.'],
    ['a', { arguments: { a: z.string() }, complete: { A: () => [] } }, 'complete of prompt "a" names A; there are a.'],
  ])('throws at start: %s %p', async (name, options, message) => {
    const server = plainServer();
    untyped(server.prompt.bind(server), name, options, () => '');
    await expect(server.start()).rejects.toThrow(message);
  });

  it.each([
    ['a name with a blank', ['a b', {}, () => ''], 'A prompt is called "a b": use 1 to 128'],
    ['no function', ['a', {}], 'prompt "a" has no handler: give a function.'],
  ])('throws at once: %s', (_what, given, message) => {
    const server = plainServer();
    expect(() => untyped(server.prompt.bind(server), ...given)).toThrow(message);
  });

  it('is a name that is taken', () => {
    const server = plainServer().prompt('a', {}, () => '');
    expect(() => server.prompt('a', {}, () => '')).toThrow('Two prompts are called "a"');
    expect(() => server.resource('a', { uri: 'x://a' }, () => '')).toThrow('A prompt and a resource are called "a"');
  });
});
