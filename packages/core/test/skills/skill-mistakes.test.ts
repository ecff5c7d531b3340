import { describe, expect, it, test } from '@jest/globals';
import type { SkillDescription } from '@toolgate/core';
import { untyped } from '../server/untyped.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const plain = { description: 'Plain', instructions: '' };

/** What starting a server with this skill says. */
async function complaint(options: unknown, name = 'plain', limits = {}): Promise<string> {
  const { server } = testServer({ limits });
  try {
    untyped(server.skill.bind(server), name, options);
    await server.start();
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  return 'none';
}

const withFiles = (files: unknown) => complaint({ ...plain, files });

describe('the name of a skill', () => {
  it.each(['a', '7', 'a-b', 'pdf-2-text', 'x'.repeat(64), 'constructor'])('may be %s', async (name) => {
    expect(await complaint(plain, name)).toBe('none');
  });

  it.each(['', '-a', 'a-', 'a--b', 'A', 'a_b', 'a.b', 'a/b', '..', 'ä', 'a b', 'a\n', 'x'.repeat(65), '__proto__'])(
    'cannot be %j',
    (name) => {
      const { server } = testServer();
      const refusal = `A skill is called ${JSON.stringify(name)}: use 1 to 64 of a-z 0-9, with single hyphens between them.`;
      expect(() => server.skill(name, plain)).toThrow(new TypeError(refusal));
    },
  );

  it('must be the one it was read under', async () => {
    expect(await complaint({ ...plain, name: 'other' })).toBe(
      'skill "plain" calls itself "other": add it under that name.',
    );
    expect(await complaint({ ...plain, name: 'plain' })).toBe('none');
  });
});

describe('the path of a file', () => {
  it.each([
    'a.md',
    'a/b/c.md',
    'a..b/c',
    '...',
    '..a/b',
    '.env',
    'a b.md',
    'ü.md',
    'constructor',
    'x/SKILL.md',
    'x'.repeat(512),
  ])('may be %s', async (path) => {
    expect(await withFiles({ [path]: '' })).toBe('none');
  });

  const below = 'use a path below its folder, such as "references/guide.md".';
  const odd = 'leave out backslashes, colons and control characters.';
  const written = 'SKILL.md is written from the description and the instructions.';
  test.each([
    ['', below],
    ['/etc/passwd', below],
    ['//host/x', below],
    ['..', below],
    ['../x', below],
    ['a/../../x', below],
    ['a/..', below],
    ['./a', below],
    ['a//b', below],
    ['a/', below],
    ['.', below],
    ['a\\..\\..\\x', odd],
    ['C:/x', odd],
    ['C:x', odd],
    ['a\0.md', odd],
    ['a\nb', odd],
    ['a\u007Fb', odd],
    ['a\uD800', odd],
    ['SKILL.md', written],
    ['skill.MD', written],
    ['x'.repeat(513), 'use 512 characters at the most.'],
  ])('cannot be %j', async (path, reason) => {
    expect(await withFiles({ [path]: '' })).toBe(`skill "plain" has the file ${JSON.stringify(path)}: ${reason}`);
  });

  it('cannot be that of a folder with files', async () => {
    expect(await withFiles({ 'a/b': '', 'a/b/c': '' })).toBe(
      'skill "plain" has the file a/b, and files in it: rename one.',
    );
    expect(await withFiles({ 'a/b': '', 'a/bc': '', 'a.b': '' })).toBe('none');
  });
});

describe('what a skill has', () => {
  const mistakes: [string, object, string][] = [
    ['no description', { instructions: '' }, 'description: '],
    ['an empty description', { ...plain, description: '' }, 'description: '],
    ['a long description', { ...plain, description: 'ü'.repeat(1_025) }, 'description: must have 1024 characters'],
    ['no instructions', { description: 'x' }, 'instructions: '],
    ['its name in the frontmatter', { ...plain, frontmatter: { name: 'x' } }, 'frontmatter.name: is given beside'],
    ['a list of licences', { ...plain, frontmatter: { license: ['MIT'] } }, 'frontmatter.license: '],
    [
      'a long compatibility',
      { ...plain, frontmatter: { compatibility: 'x'.repeat(501) } },
      'frontmatter.compatibility: ',
    ],
    [
      'metadata that is no text',
      { ...plain, frontmatter: { metadata: { version: 1 } } },
      'frontmatter.metadata.version: ',
    ],
    [
      'reserved metadata',
      { ...plain, frontmatter: { metadata: { 'io.modelcontextprotocol/x': '' } } },
      'keys that begin with io.modelcontextprotocol/ are reserved',
    ],
    ['a field that is no JSON', { ...plain, frontmatter: { when: new Date(0) } }, 'frontmatter.when: '],
    ['a number that is none', { ...plain, frontmatter: { size: Number.NaN } }, 'frontmatter.size: '],
    ['a file that is a number', { ...plain, files: { a: 7 } }, 'files.a: '],
    ['a file with an unknown key', { ...plain, files: { a: { content: '', type: 'x' } } }, 'files.a: '],
    ['an option nobody offers', { ...plain, cache: true }, 'unknown option `cache` on skill "plain"'],
  ];
  it.each(mistakes)('cannot be %s', async (_what, options, reason) => {
    const message = await complaint(options);
    expect(message).toContain('skill "plain"');
    expect(message).toContain(reason);
  });

  it.each([undefined, null, 'x'])('cannot be %p', async (options) => {
    expect(await complaint(options)).toBe('skill "plain" has no options: describe it.');
  });

  it('may be a description of 1,024 characters, whatever they take', async () => {
    expect(await complaint({ ...plain, description: '🛠'.repeat(1_024) })).toBe('none');
  });

  it('may be a field that is undefined, which is none', async () => {
    const { server } = testServer();
    const options: unknown = { ...plain, frontmatter: { license: undefined } };
    untyped(server.skill.bind(server), 'plain', options);
    const { result } = await modernWire(server).ask('skills/get', { uri: 'skill://plain/SKILL.md' });
    expect(result?.skill).toMatchObject({ frontmatter: { name: 'plain', description: 'Plain' } });
    expect(JSON.stringify(result)).not.toContain('license');
  });
});

describe('the size of a skill', () => {
  const files = (count: number): SkillDescription['files'] =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.md`, '']));
  const large = (bytes: number) => ({ 'a.bin': new Uint8Array(bytes), 'b.bin': new Uint8Array(bytes) });

  it('is 512 files at the most, counting SKILL.md', async () => {
    expect(await withFiles(files(511))).toBe('none');
    expect(await withFiles(files(512))).toBe('skill "plain" has 513 files with its SKILL.md: use 512 at the most.');
  });

  it('is 16 MiB at the most, counting SKILL.md', async () => {
    const roomy = { result: '64mb' };
    const manifest = Buffer.byteLength('---\nname: "plain"\ndescription: "Plain"\n---\n\n');
    const half = 8 * 1024 ** 2;
    const fitting = { ...plain, files: { ...large(half - manifest / 2) } };
    expect(await complaint(fitting, 'plain', roomy)).toBe('none');
    expect(await complaint({ ...fitting, instructions: 'x' }, 'plain', roomy)).toBe(
      'skill "plain" has 16777217 bytes of files: use 16777216 at the most.',
    );
  });

  it('leaves no file too large to be read', async () => {
    const limits = { result: 2_000 };
    expect(await complaint({ ...plain, files: { 'a.bin': new Uint8Array(1_400) } }, 'plain', limits)).toBe('none');
    expect(await complaint({ ...plain, files: { 'a.bin': new Uint8Array(1_500) } }, 'plain', limits)).toMatch(
      /^skill "plain" has the file a.bin of 20\d\d bytes as JSON: make it smaller, or raise limits.result \(2000\)\.$/,
    );
  });
});
