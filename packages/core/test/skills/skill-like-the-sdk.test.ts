import { expect, it } from '@jest/globals';
import { skillEntry } from '@modelcontextprotocol/server/ext/skills';
import fc from 'fast-check';
import { parse } from 'yaml';
import { skillManifest } from '../../src/operation/skill/skill-manifest.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { contentOf } from './refunds.js';

// What YAML and its readers stumble over, beside what a generator finds.
const words = 'yes null 1.10 2026-01-01 0x1f ~ --- # : - {a " \' \\ % @ &a *a !x y on'.split(' ');
const breaks = [' ', '\n', '\r\n', '\n---\n', '\u0085', '\u2028', '\uFEFF', '\u007F', '\uD800', '🛠'];
const text = fc.oneof(
  fc.constantFrom(...words, ...words.map((word) => `a ${word} b`), ...breaks, ...breaks.map((one) => `a${one}b`)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const known = new Set(['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools']);
const key = text.filter((value) => value !== '' && value !== '__proto__');
const field = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null), fc.array(text, { maxLength: 2 }));
const extra = fc.dictionary(
  key.filter((value) => !known.has(value)),
  field,
  { maxKeys: 3 },
);

const skill = fc.record({
  name: fc.stringMatching(/^[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}$/),
  description: text.filter((value) => value !== ''),
  instructions: text,
  frontmatter: fc
    .record({ license: text, metadata: fc.dictionary(key, text, { maxKeys: 2 }), extra }, { requiredKeys: [] })
    .map(({ extra: others, ...fields }) => ({ ...fields, ...others })),
});

const segment = fc
  .oneof(
    fc.constantFrom('a', 'b', 'ü ß', '%41', '#?&', "('!*')"),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  )
  // Brackets and bars, which the SDK leaves as they are, have no place in a URI of RFC 3986.
  .filter((value) => !/[\p{Cc}\p{Cs}\\:/[\]|]/u.test(value) && value !== '.' && value !== '..');
const files = fc
  .dictionary(
    fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => `f/${segments.join('/')}.x`),
    fc.oneof(fc.string(), fc.constant('\uD800'), fc.uint8Array({ maxLength: 20 })),
    { maxKeys: 4 },
  )
  .filter((given) => {
    const paths = Object.keys(given);
    return !paths.some((one) => paths.some((other) => other.startsWith(`${one}/`)));
  });

it('writes frontmatter in which every reader of YAML sees the same', () => {
  fc.assert(
    fc.property(skill, ({ name, description, instructions, frontmatter }) => {
      const fields = { name, description, ...frontmatter };
      const manifest = skillManifest(fields, instructions);
      const yaml = manifest.slice('---\n'.length, manifest.indexOf('\n---\n'));
      for (const version of ['1.1', '1.2'] as const) expect(parse(yaml, { version })).toEqual(fields);
      // Line ends to some readers, and refused by others.
      expect(yaml).not.toMatch(/[\u007F-\u009F\u2028\u2029\uFEFF]/);
    }),
    { numRuns: 300 },
  );
});

it('makes the entry that the SDK makes of the same files', async () => {
  await fc.assert(
    fc.asyncProperty(skill, files, async ({ name, ...options }, given) => {
      const { server } = testServer();
      const wire = modernWire(server.skill(name, { ...options, files: given }));
      const uri = `skill://${name}/SKILL.md`;
      const { text: manifest } = contentOf(await wire.ask('resources/read', { uri }));
      const { result } = await wire.ask('skills/get', { uri });
      expect(result?.skill).toEqual(await skillEntry(name, { 'SKILL.md': String(manifest), ...given }));
    }),
    { numRuns: 20 },
  );
});
