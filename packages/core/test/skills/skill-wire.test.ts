import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { messagesOf } from '../support/messages.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';
import { contentOf, picture, refunds, skillsOf } from './refunds.js';

const skillsKey = 'io.modelcontextprotocol/skills';
const cached = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' };
const manifest = `---
name: "refunds"
description: "Handles refunds. Use it when a customer wants money back."
license: "MIT"
metadata: {"version":"2.1.0"}
---

# Refunds

See \`references/rules.md\`.
`;

function served() {
  const { server } = testServer();
  return modernWire(server.skill('refunds', refunds));
}

const bytesOf = (content: Readonly<Record<string, unknown>>) =>
  typeof content.blob === 'string' ? Buffer.from(content.blob, 'base64') : Buffer.from(String(content.text));

it('writes SKILL.md from its parts', async () => {
  const reply = await served().ask('resources/read', { uri: 'skill://refunds/SKILL.md' });
  expect(reply.result).toMatchObject(cached);
  expect(contentOf(reply)).toEqual({ uri: 'skill://refunds/SKILL.md', mimeType: 'text/markdown', text: manifest });
});

it('lists each skill with its frontmatter, and every file in the order of its URI', async () => {
  const reply = await served().ask('skills/list');
  expect(reply.result).toMatchObject(cached);
  const [entry, ...others] = skillsOf(reply);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    uri: 'skill://refunds/SKILL.md',
    frontmatter: { name: 'refunds', description: refunds.description, license: 'MIT', metadata: { version: '2.1.0' } },
  });
  expect(entry?.resources.map(({ uri }) => uri)).toEqual([
    'skill://refunds/SKILL.md',
    'skill://refunds/answer.md',
    'skill://refunds/assets/stamp.png',
    'skill://refunds/references/forms/eu.json',
    'skill://refunds/references/rules.md',
  ]);
});

it('gives sizes and digests of what is read, in both eras', async () => {
  const { server } = testServer();
  server.skill('refunds', refunds);
  const modern = modernWire(server);
  const legacy = await openWire(server);
  for (const { uri, digest, size } of skillsOf(await modern.ask('skills/list'))[0]?.resources ?? []) {
    const content = contentOf(await modern.ask('resources/read', { uri }));
    const bytes = bytesOf(content);
    expect([bytes.length, `sha256:${createHash('sha256').update(bytes).digest('hex')}`]).toEqual([size, digest]);
    const read = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } };
    const [message] = await messagesOf(await legacy.post(read));
    expect(message?.result).toEqual({ contents: [content] });
  }
});

it('sends text as text and bytes as base64, each with its type', async () => {
  const wire = served();
  const read = async (path: string) => contentOf(await wire.ask('resources/read', { uri: `skill://refunds/${path}` }));
  expect(await read('answer.md')).toMatchObject({ mimeType: 'text/markdown', text: '# Answer\n' });
  expect(await read('references/forms/eu.json')).toMatchObject({
    mimeType: 'application/schema+json',
    text: '{"days":14}',
  });
  const stamp = await read('assets/stamp.png');
  expect(stamp).toMatchObject({ mimeType: 'image/png', blob: Buffer.from(picture).toString('base64') });
  expect(stamp).not.toHaveProperty('text');
});

it('sends whole characters, as the digest has them', async () => {
  const { server } = testServer();
  const wire = modernWire(server.skill('a', { description: 'x', instructions: '', files: { half: 'a\uD800' } }));
  expect(contentOf(await wire.ask('resources/read', { uri: 'skill://a/half' }))).toMatchObject({
    mimeType: 'text/plain',
    text: 'a\uFFFD',
  });
});

it.each([
  [[], 'text/plain', { text: '' }],
  [[0xef, 0xbb, 0xbf, 0x61, 0x0a], 'text/plain', { text: '\uFEFFa\n' }],
  [[0x61, 0x00], 'application/octet-stream', { blob: 'YQA=' }],
  [[0x1b, 0x5b], 'application/octet-stream', { blob: 'G1s=' }],
  [[0xc3], 'application/octet-stream', { blob: 'ww==' }],
])('sends the bytes %j as %s', async (bytes, mimeType, content) => {
  const { server } = testServer();
  const wire = modernWire(
    server.skill('a', { description: 'x', instructions: '', files: { b: Uint8Array.from(bytes) } }),
  );
  const uri = 'skill://a/b';
  expect(contentOf(await wire.ask('resources/read', { uri }))).toEqual({ uri, mimeType, ...content });
});

it('answers skills/get with the entry of the list, without a cursor', async () => {
  const wire = served();
  const [skill] = skillsOf(await wire.ask('skills/list'));
  const { result } = await wire.ask('skills/get', { uri: 'skill://refunds/SKILL.md' });
  expect(result).toEqual({ ...cached, skill, _meta: expect.anything() });
});

it.each([
  'skill://other/SKILL.md',
  'skill://refunds',
  'skill://refunds/',
  'skill://refunds/answer.md',
  'skill://refunds/./SKILL.md',
  'SKILL://refunds/SKILL.md',
  'skill://refunds/SKILL.md#top',
  '',
])('answers skills/get of %j with -32602', async (uri) => {
  const { status, error } = await served().ask('skills/get', { uri });
  expect([status, error?.code]).toEqual([200, -32602]);
});

it.each([undefined, 7, null, ['skill://refunds/SKILL.md'], `skill://${'x'.repeat(9_000)}`])(
  'refuses %p where the URI of a skill or folder belongs',
  async (uri) => {
    for (const method of ['skills/get', 'resources/directory/read']) {
      const { error } = await served().ask(method, { uri }, { headers: { 'mcp-name': '' } });
      expect([error?.code, error?.message]).toEqual([-32602, '"uri" must be a string of up to 8192 characters.']);
    }
  },
);

it.each([
  'references',
  'references/nothing.md',
  '../refunds/answer.md',
  'references/../answer.md',
  'ANSWER.md',
  'answer%2Emd',
])('has no resource at %j', async (path) => {
  const uri = `skill://refunds/${path}`;
  const { error } = await served().ask('resources/read', { uri });
  expect(error).toMatchObject({ code: -32602, message: 'Resource not found', data: { uri } });
});

it('lists SKILL.md alone among the resources, after all others, under the name and description of the skill', async () => {
  const { server } = testServer();
  server.skill('refunds', refunds).resource('config', { uri: 'config://app' }, () => 'x');
  const described = { name: 'refunds', description: refunds.description, mimeType: 'text/markdown' };
  const expected = [
    { uri: 'config://app', name: 'config' },
    { uri: 'skill://refunds/SKILL.md', ...described, size: Buffer.byteLength(manifest) },
  ];
  expect((await modernWire(server).ask('resources/list')).result?.resources).toEqual(expected);
  const legacy = await openWire(server);
  const [message] = await messagesOf(await legacy.post({ jsonrpc: '2.0', id: 1, method: 'resources/list' }));
  expect(message?.result?.resources).toEqual(expected);
});

it('declares the extension, and resources, only where there is a skill', async () => {
  const { result } = await served().ask('server/discover');
  expect(result?.capabilities).toMatchObject({
    resources: { subscribe: true, listChanged: true },
    extensions: { [skillsKey]: { directoryRead: true } },
  });
  const none = await modernWire(testServer().server).ask('server/discover');
  expect(none.result?.capabilities).not.toHaveProperty('extensions');
  expect(none.result?.capabilities).not.toHaveProperty('resources');
});

it.each(['skills/list', 'skills/get', 'resources/directory/read'])(
  'does not know %s without a skill',
  async (method) => {
    const { server } = testServer();
    server.tool('long', { description: 'A task', task: 'optional' }, () => 1);
    const { status, error } = await modernWire(server).ask(method, { uri: 'skill://refunds/SKILL.md' });
    expect([status, error?.code]).toEqual([404, -32601]);
  },
);

it('does not know the methods of tasks because there is a skill', async () => {
  const { status, error } = await served().ask('tasks/get', { taskId: 'x' });
  expect([status, error?.code]).toEqual([404, -32601]);
});

it('reads files, and no more, on the 2025 wire', async () => {
  const { server } = testServer();
  const legacy = await openWire(server.skill('refunds', refunds));
  for (const method of ['skills/list', 'skills/get', 'resources/directory/read']) {
    const params = { uri: 'skill://refunds/SKILL.md' };
    const [message] = await messagesOf(await legacy.post({ jsonrpc: '2.0', id: 1, method, params }));
    expect(message?.error?.code).toBe(-32601);
  }
});

it('pages the list, a whole skill at a time', async () => {
  const { server } = testServer({ limits: { page: 2 } });
  for (const name of ['a', 'b', 'c']) server.skill(name, refunds);
  const wire = modernWire(server);
  const first = await wire.ask('skills/list');
  const cursor = first.result?.nextCursor;
  const second = await wire.ask('skills/list', { cursor });
  expect([first, second].map((page) => skillsOf(page).map(({ uri }) => uri))).toEqual([
    ['skill://a/SKILL.md', 'skill://b/SKILL.md'],
    ['skill://c/SKILL.md'],
  ]);
  expect(second.result).not.toHaveProperty('nextCursor');
  expect((await wire.ask('tools/list', { cursor })).error?.code).toBe(-32602);
  expect((await wire.ask('skills/list', { cursor: 'x' })).error?.code).toBe(-32602);
});

it('puts a hundred skills on a page at the most', async () => {
  const { server } = testServer();
  for (let index = 0; index <= 100; index++) server.skill(`skill-${index}`, { description: 'x', instructions: '' });
  const reply = await modernWire(server).ask('skills/list');
  expect(skillsOf(reply)).toHaveLength(100);
  expect(reply.result).toHaveProperty('nextCursor');
});
