import { expect, it } from '@jest/globals';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { connect } from '@toolgate/testing';
import { testServer } from '../support/test-server.js';
import { picture, refunds } from './refunds.js';

/** File names that need encoding in a URI, or that clients encode in more than one way. */
const odd = [
  'a b.md',
  "Q&A (new)!'.md",
  'Zürich/straße.md',
  '100%.md',
  '%2e%2e.md',
  'a#b?c.md',
  '.hidden',
  '日本.txt',
  '~+=@,;.md',
];
// A URL leaves them as they are, RFC 3986 does not.
const bracketed = 'app/[id].tsx';

/** A path as SKILL.md would refer to it. */
const reference = (path: string) => path.replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('?', '%3F');

async function client() {
  const { server } = testServer();
  const files = {
    ...refunds.files,
    ...Object.fromEntries([...odd, bracketed].map((path) => [path, `This is ${path}`])),
  };
  server.skill('refunds', { ...refunds, files }).skill('small', { description: 'Small', instructions: '' });
  return new SkillsClient(await connect(server, { protocolVersion: '2026-07-28' }));
}

it('is what the official client takes for a server of skills', async () => {
  const skills = await client();
  expect([skills.supported, skills.directoryRead]).toEqual([true, true]);
  const listing = await skills.list();
  expect(listing.skills.map(({ frontmatter }) => frontmatter.name)).toEqual(['refunds', 'small']);
  for (const skill of listing.skills) expect(await skills.get(skill.uri)).toMatchObject({ skill });
});

it('passes its verification, file by file', async () => {
  const skills = await client();
  const { skill } = await skills.get('skill://refunds/SKILL.md');
  const manifest = await skills.read(skill);
  expect(manifest).toMatchObject({ verified: true, mimeType: 'text/markdown', frontmatter: skill.frontmatter });
  expect(manifest.body).toBe(`\n${refunds.instructions}`);
  for (const path of [...odd, bracketed]) {
    const { verified, text } = await skills.read(skill, reference(path));
    expect([verified, text]).toEqual([true, `This is ${path}`]);
  }
  const stamp = await skills.read(skill, 'assets/stamp.png');
  expect([stamp.verified, stamp.bytes]).toEqual([true, picture]);
});

it('publishes each file under the URI that a reference in SKILL.md resolves to', async () => {
  const skills = await client();
  const { skill } = await skills.get('skill://refunds/SKILL.md');
  const published = skill.resources === 'dynamic' ? [] : skill.resources.map(({ uri }) => uri);
  expect(published).toEqual(expect.arrayContaining(odd.map((path) => new URL(reference(path), skill.uri).href)));
  expect(published).toContain('skill://refunds/app/%5Bid%5D.tsx');
});

it('lets it walk the folders down to every file', async () => {
  const skills = await client();
  const { skill } = await skills.get('skill://refunds/SKILL.md');
  const walk = async (uri: string): Promise<string[]> => {
    const { resources } = await skills.readDirectory(uri);
    const below = resources.map((child) => (child.mimeType === 'inode/directory' ? walk(child.uri) : [child.uri]));
    return (await Promise.all(below)).flat();
  };
  const listed = skill.resources === 'dynamic' ? [] : skill.resources.map(({ uri }) => uri);
  expect((await walk('skill://refunds')).sort()).toEqual([...listed].sort());
});
