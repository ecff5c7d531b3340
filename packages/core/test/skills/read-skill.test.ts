import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSkill } from '@toolgate/core';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { contentOf, picture } from './refunds.js';

let root = '';
let folder = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'toolgate-skills-'));
  folder = join(root, 'refunds');
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const manifest = `---
# Who reads this?
name: refunds
description: >-
  Handles refunds. Use it when
  a customer wants money back.
license: MIT
metadata:
  version: "2.1"
  reviewed: 'yes'
x-tags: [money, people]
---

# Refunds

Text.
`;

describe('a folder', () => {
  it('becomes a skill with all its files', async () => {
    await write('SKILL.md', manifest);
    await write('references/deep/rules.md', '# Rules');
    await write('assets/stamp.png', picture);
    const skill = await readSkill(folder);
    expect(skill).toEqual({
      name: 'refunds',
      description: 'Handles refunds. Use it when a customer wants money back.',
      instructions: '# Refunds\n\nText.\n',
      frontmatter: { license: 'MIT', metadata: { version: '2.1', reviewed: 'yes' }, 'x-tags': ['money', 'people'] },
      files: {
        'references/deep/rules.md': Buffer.from('# Rules'),
        'assets/stamp.png': Buffer.from(picture),
      },
    });
    const { server } = testServer();
    const wire = modernWire(server.skill(skill.name, skill));
    const read = async (path: string) =>
      contentOf(await wire.ask('resources/read', { uri: `skill://refunds/${path}` }));
    expect(await read('references/deep/rules.md')).toMatchObject({ mimeType: 'text/markdown', text: '# Rules' });
    expect(await read('assets/stamp.png')).toMatchObject({ blob: Buffer.from(picture).toString('base64') });
    expect((await read('SKILL.md')).text).toContain(
      'metadata: {"version":"2.1","reviewed":"yes"}\n"x-tags": ["money","people"]\n---\n\n# Refunds\n',
    );
  });

  it('may be given as a URL, with or without a slash, and as a path with one', async () => {
    await write('SKILL.md', manifest);
    for (const given of [pathToFileURL(folder), pathToFileURL(`${folder}/`), `${folder}/`]) {
      expect((await readSkill(given)).name).toBe('refunds');
    }
  });

  it('keeps what begins with a dot to itself', async () => {
    await write('SKILL.md', manifest);
    await write('.git/config', 'secret');
    await write('references/.env', 'secret');
    await write('references/rules.md', '');
    expect(Object.keys((await readSkill(folder)).files)).toEqual(['references/rules.md']);
  });

  it.each(['file', 'dir'] as const)('with a link to a %s in it is refused', async (type) => {
    await write('SKILL.md', manifest);
    await symlink(type === 'file' ? join(folder, 'SKILL.md') : root, join(folder, 'link'), type);
    await expect(readSkill(folder)).rejects.toThrow(
      '/refunds/link is neither a file nor a folder: put a copy in its place.',
    );
  });

  it('without SKILL.md is none', async () => {
    await write('skill.txt', manifest);
    await expect(readSkill(folder)).rejects.toThrow('/refunds is no skill: it has no SKILL.md.');
    await expect(readSkill(join(root, 'absent'))).rejects.toThrow('ENOENT');
  });

  it('must have the name of its skill', async () => {
    await write('SKILL.md', manifest.replace('name: refunds', 'name: returns'));
    await expect(readSkill(folder)).rejects.toThrow('says it is "returns": give the folder that name.');
  });

  it('has 512 files at the most', async () => {
    await write('SKILL.md', manifest);
    await mkdir(join(folder, 'pages'));
    for (let index = 0; index < 512; index++) writeFileSync(join(folder, 'pages', `${index}.md`), '');
    await expect(readSkill(folder)).rejects.toThrow('/refunds has more than 512 files.');
    await rm(join(folder, 'pages/0.md'));
    expect(Object.keys((await readSkill(folder)).files)).toHaveLength(511);
  });

  it('has 16 MiB at the most', async () => {
    await write('SKILL.md', manifest);
    await write('large.bin', new Uint8Array(16 * 1024 ** 2));
    await expect(readSkill(folder)).rejects.toThrow('/refunds has more than 16777216 bytes of files.');
  });
});

describe('a SKILL.md', () => {
  it.each([
    ['with line ends of Windows', manifest.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${manifest}`],
    ['with blanks after its lines of ---', manifest.replaceAll('---\n', '--- \t\n')],
  ])('%s is read as any other', async (_what, text) => {
    await write('SKILL.md', text);
    const { description, instructions } = await readSkill(folder);
    expect(description).toBe('Handles refunds. Use it when a customer wants money back.');
    expect(instructions.replaceAll('\r', '')).toBe('# Refunds\n\nText.\n');
  });

  it('may be frontmatter alone, and have lines of --- in its text', async () => {
    const head = '---\nname: refunds\ndescription: x\n---';
    await write('SKILL.md', head);
    expect((await readSkill(folder)).instructions).toBe('');
    await write('SKILL.md', `${head}\nA\n---\nB`);
    expect((await readSkill(folder)).instructions).toBe('A\n---\nB');
  });

  it.each([
    ['no frontmatter', '# Refunds', 'must begin with its frontmatter: YAML between two lines of "---".'],
    ['text before it', `\n${manifest}`, 'must begin with its frontmatter'],
    ['frontmatter without an end', '---\nname: refunds\n', 'must begin with its frontmatter'],
    ['a wrong end', '---\nname: refunds\n----\n', 'must begin with its frontmatter'],
    ['broken YAML', '---\nname: "refunds\n---\n', 'has frontmatter that is not YAML: '],
    [
      'a key twice',
      '---\nname: refunds\nname: refunds\n---\n',
      'has frontmatter that is not YAML: Map keys must be unique',
    ],
    [
      'a tag nobody knows',
      '---\nname: !x refunds\ndescription: x\n---\n',
      'has frontmatter that is not YAML: Unresolved tag',
    ],
    ['a list', '---\n- name\n---\n', 'has frontmatter that is no list of fields'],
    ['nothing', '---\n---\n', 'has frontmatter that is no list of fields'],
    ['no name', '---\ndescription: x\n---\n', 'needs a name and a description, two texts, in its frontmatter.'],
    ['a name that is a number', '---\nname: 7\ndescription: x\n---\n', 'needs a name and a description'],
    ['no description', '---\nname: refunds\n---\n', 'needs a name and a description'],
  ])('with %s is refused', async (_what, text, reason) => {
    await write('SKILL.md', text);
    const failure = readSkill(folder);
    await expect(failure).rejects.toThrow(TypeError);
    await expect(failure).rejects.toThrow(reason);
  });

  it('that is not UTF-8 is refused', async () => {
    await write('SKILL.md', Buffer.from([...Buffer.from(manifest), 0xff]));
    await expect(readSkill(folder)).rejects.toThrow('/refunds is not UTF-8.');
  });

  it('whose aliases grow without end is refused', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`,
    );
    await write('SKILL.md', `---\nname: refunds\ndescription: x\nl0: &l0 [x]\n${levels.join('\n')}\n---\n`);
    await expect(readSkill(folder)).rejects.toThrow('Excessive alias count');
  });
});
