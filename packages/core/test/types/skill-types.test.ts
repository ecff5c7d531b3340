import { expect, it } from '@jest/globals';
import { createServer, type readSkill, type Server, type ServerOptions, type SkillOptions } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';

// The compiler is what is tested here: `npm run typecheck` fails when one of the expected errors is none.

const options: ServerOptions = { name: 'types', version: '1.0.0', log: quietLog() };
const plain = { description: 'x', instructions: 'y' };

it('takes texts, bytes, and either with a type', async () => {
  const files = { 'a.md': 'x', 'b.bin': Uint8Array.of(0), 'c.x': { content: 'x', mimeType: 'text/x' } };
  const server: Server = createServer(options).skill('a', {
    ...plain,
    files,
    frontmatter: { license: 'MIT', other: 1 },
  });
  await expect(server.start()).resolves.toBeUndefined();
});

it('takes nothing else', () => {
  const server = createServer(options);
  // @ts-expect-error a file is text or bytes.
  server.skill('a', { ...plain, files: { a: 7 } });
  // @ts-expect-error metadata is text by text.
  server.skill('b', { ...plain, frontmatter: { metadata: { version: 1 } } });
  // @ts-expect-error a skill has instructions.
  server.skill('c', { description: 'x' });
  // @ts-expect-error it is called files.
  server.skill('d', { ...plain, file: {} });
  expect(server.skills.names).toEqual(['a', 'b', 'c', 'd']);
});

it('asks for what installed plugins offer, and nothing else', async () => {
  const guarded = createServer(options).use(tokenAuth({}));
  guarded.skill('a', { ...plain, permissions: 'a.read' }).skill('b', { ...plain, public: true });
  await expect(guarded.start()).resolves.toBeUndefined();
  const open = createServer(options);
  // @ts-expect-error permissions need an authenticator.
  open.skill('a', { ...plain, permissions: 'a.read' });
  await expect(open.start()).rejects.toThrow('unknown option `permissions` on skill "a"');
});

it('keeps the plugins in the type, and takes what readSkill returns', async () => {
  const guarded = createServer(options)
    .use(tokenAuth({}))
    .skill('a', { ...plain, public: true });
  guarded.tool('t', { description: 'x', permissions: 't' }, () => 1);
  type Folder = Awaited<ReturnType<typeof readSkill>>;
  const add = (server: Server<'auth'>, skill: Folder) => server.skill(skill.name, { ...skill, permissions: 'a' });
  expect(add(guarded, { ...plain, name: 'b', frontmatter: {}, files: {} })).toBe(guarded);
  const shared: SkillOptions<'auth'> = { ...plain, permissions: ['a', 'b'] };
  expect(guarded.skill('c', shared)).toBe(guarded);
});
