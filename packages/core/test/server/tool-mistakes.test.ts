import { describe, expect, it } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { tokenAuth } from '../identity/token-auth.js';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

const handler = () => 'done';

/** What a server says at its start about a tool that a program without types declares. */
function startWith(options: unknown, server: Server = plainServer()): Promise<void> {
  untyped(server.tool.bind(server), 'forecast', options, handler);
  return server.start();
}

describe('.tool()', () => {
  it.each(['', 'two words', 'ä', 'a/b', 'x'.repeat(129)])('refuses the name %j', (name) => {
    expect(() => plainServer().tool(name, { description: 'x' }, handler)).toThrow('use 1 to 128 of A-Z a-z 0-9 _ . -');
  });

  it('takes a name of 128 characters, dots and dashes', () => {
    const server = plainServer().tool(`a.b-c_${'x'.repeat(122)}`, { description: 'x' }, handler);
    expect(server).toBeDefined();
  });

  it('refuses a second tool of one name', () => {
    const server = plainServer().tool('forecast', { description: 'x' }, handler);
    expect(() => server.tool('forecast', { description: 'y' }, handler)).toThrow(
      'Two tools are called "forecast": give each a name of its own.',
    );
  });

  it.each([undefined, 'text', {}])('refuses %j as a handler', (wrong) => {
    const server = plainServer();
    expect(() => untyped(server.tool.bind(server), 'forecast', { description: 'x' }, wrong)).toThrow(
      'tool "forecast" has no handler: give a function.',
    );
  });
});

describe('an option', () => {
  it('that no plugin offers is refused by name', async () => {
    await expect(startWith({ description: 'x', cache: { ttl: '10m' } })).rejects.toThrow(
      'unknown option `cache` on tool "forecast": no installed plugin offers it.',
    );
  });

  it('that is misspelt is refused by name', async () => {
    await expect(startWith({ description: 'x', timeOut: '10s' })).rejects.toThrow('unknown option `timeOut`');
    await expect(startWith({ description: 'x', permission: 'a' })).rejects.toThrow('unknown option `permission`');
  });

  it('of an authenticator is refused without one, naming what to install', async () => {
    const sentence = /unknown option `(permissions|public)` on tool "forecast": install an authenticator/;
    await expect(startWith({ description: 'x', permissions: 'weather.read' })).rejects.toThrow(sentence);
    await expect(startWith({ description: 'x', public: true })).rejects.toThrow(sentence);
  });

  it('called like a member of every object is refused', async () => {
    const lenient = plainServer().use({ name: 'lenient', options: z.object({ cost: z.number().optional() }) });
    await expect(startWith({ description: 'x', toString: 1 }, lenient)).rejects.toThrow('unknown option `toString`');
  });

  it('with a wrong value is refused by the plugin that offers it', async () => {
    const options = z.strictObject({ cost: z.strictObject({ units: z.number() }).optional() });
    const pricing = () => plainServer().use({ name: 'pricing', options });
    await expect(startWith({ description: 'x', cost: { units: 'two' } }, pricing())).rejects.toThrow(
      /wrong options on tool "forecast" \(pricing\): cost\.units:.*number/,
    );
    await expect(startWith({ description: 'x', cost: { units: 1, unit: 2 } }, pricing())).rejects.toThrow(
      /cost:.*"unit"/,
    );
  });

  it('of permissions and public together is refused', async () => {
    const server = plainServer().use(tokenAuth({}));
    await expect(startWith({ description: 'x', permissions: 'a', public: true }, server)).rejects.toThrow(
      'tool "forecast" is public and asks for permissions or roles: choose one.',
    );
  });
});

describe('the options of a tool', () => {
  it.each([undefined, null, 'text'])('are refused as %j with a sentence that names it', async (options) => {
    await expect(async () => startWith(options)).rejects.toThrow(/"forecast"/);
  });

  it.each([
    ['timeout', 'soon'],
    ['timeout', '10 s'],
    ['timeout', -1],
    ['timeout', 0],
    ['timeout', '0ms'],
    ['timeout', Number.NaN],
    ['timeout', Number.POSITIVE_INFINITY],
    ['timeout', true],
    ['description', 7],
    ['title', 7],
    ['annotations', { readOnlyHint: 'yes' }],
    ['annotations', 'readOnly'],
    ['icons', [{ source: 'x' }]],
    ['_meta', 'x'],
  ])('are refused with a wrong %s: %j', async (key, value) => {
    await expect(startWith({ description: 'x', [key]: value })).rejects.toThrow(
      new RegExp(`${key}.*"forecast"|"forecast".*${key}`),
    );
  });

  it.each([
    ['a string schema', z.string(), 'must describe an object'],
    ['a list', [z.string()], 'use a zod shape, a zod schema or JSON Schema'],
    ['a text', 'city', 'use a zod shape, a zod schema or JSON Schema'],
    [
      'zod beside other values',
      { city: z.string(), days: 'number' },
      'mixes zod and other values: days is no zod schema',
    ],
    ['JSON Schema of a list', { type: 'array' }, 'must describe an object'],
    ['broken JSON Schema', { type: 'object', properties: { a: { type: 'nothing' } } }, 'is not valid JSON Schema'],
    [
      'a remote reference',
      { type: 'object', $ref: 'https://example.com/a.json' },
      'references must stay inside the schema',
    ],
    ['a missing reference', { type: 'object', properties: { a: { $ref: '#/$defs/b' } } }, 'is not valid JSON Schema'],
    [
      'an unknown dialect',
      { type: 'object', $schema: 'http://json-schema.org/draft-04/schema#' },
      'is not valid JSON Schema',
    ],
    ['a schema without JSON form', { when: z.date() }, 'cannot be shown to clients as JSON Schema'],
    ['zod 3', z3.object({ city: z3.string() }), 'input of tool "forecast"'],
  ])('are refused with %s as input', async (_, input, sentence) => {
    const start = startWith({ description: 'x', input });
    await expect(start).rejects.toThrow(sentence);
    await expect(start).rejects.toThrow('input of tool "forecast"');
  });

  it.each([
    ['a text', 'number'],
    ['broken JSON Schema', { type: 'nothing' }],
    ['a shape of zod 3', { city: z3.string() }],
    ['a transform, which has no JSON form', z.string().transform((text) => text.length)],
  ])('are refused with %s as output', async (_, output) => {
    await expect(startWith({ description: 'x', output })).rejects.toThrow('output of tool "forecast"');
  });

  it('are refused with JSON Schema nested deeper than anybody reads', async () => {
    let input: object = { type: 'string' };
    for (let depth = 0; depth < 70; depth++) input = { type: 'object', properties: { a: input } };
    await expect(startWith({ description: 'x', input })).rejects.toThrow('levels deep: flatten it');
  });
});
