import { expect, test } from '@jest/globals';
import type { Icon } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { messagesOf, type SentMessage, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;
const [november2024, march2025, june2025, november2025] = revisions;
const icons: Icon[] = [{ src: 'https://example.com/icon.png', mimeType: 'image/png' }];

/** The result of one request in a session of a revision, on a server with a tool of every feature. */
async function resultIn(revision: string, request: object): Promise<SentMessage['result']> {
  const { server } = testServer();
  const output = { city: z.string() };
  const described = { description: 'Full', title: 'Full tool', icons, annotations: { readOnlyHint: true } };
  server.tool('full', { ...described, output, _meta: { 'example.com/a': 1 } }, () => ({ city: 'Oslo' }));
  server.tool('blocks', { description: 'Blocks' }, () => [
    { type: 'text', text: 'plain' },
    { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' },
    { type: 'resource_link', uri: 'file:///a.txt', name: 'a', title: 'The A', icons },
    { type: 'resource_link', uri: 'file:///b.txt', name: 'b' },
    { type: 'image', data: 'AAAA', mimeType: 'image/png' },
  ]);
  const wire = await openWire(server, {}, revision);
  const [message] = await messagesOf(await wire.post(request));
  return message?.result;
}

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

test.each(revisions)('negotiates %s as it is asked for', async (revision) => {
  const [message] = await messagesOf(await post(testServer().server, initialize(revision)));
  expect(message?.result).toEqual({
    protocolVersion: revision,
    capabilities: { tools: { listChanged: true }, logging: {} },
    serverInfo: { name: 'test', version: '1.0.0' },
  });
});

test.each(['2024-10-07', '2025-11-24', '2026-07-28', '2099-01-01', '1', '', 'constructor', '2025-11-25 '])(
  'answers the unknown revision %j with the newest it serves',
  async (revision) => {
    const [message] = await messagesOf(await post(testServer().server, initialize(revision)));
    expect(message?.result?.protocolVersion).toBe('2025-11-25');
  },
);

test('introduces itself with title and instructions', async () => {
  const { server } = testServer({ title: 'Test server', instructions: 'Be brief.' });
  const [message] = await messagesOf(await post(server, initialize()));
  expect(message?.result).toMatchObject({ serverInfo: { title: 'Test server' }, instructions: 'Be brief.' });
});

test.each([
  [november2024, false],
  [march2025, false],
  [june2025, true],
  [november2025, true],
])('shows its own title to a client of %s: %s', async (revision, titled) => {
  const { server } = testServer({ title: 'Test server' });
  const [message] = await messagesOf(await post(server, initialize(revision)));
  const info = { name: 'test', version: '1.0.0' };
  expect(message?.result?.serverInfo).toEqual(titled ? { ...info, title: 'Test server' } : info);
});

test.each([
  [november2024, ['description', 'inputSchema', 'name']],
  [march2025, ['annotations', 'description', 'inputSchema', 'name']],
  [june2025, ['_meta', 'annotations', 'description', 'inputSchema', 'name', 'outputSchema', 'title']],
  [november2025, ['_meta', 'annotations', 'description', 'icons', 'inputSchema', 'name', 'outputSchema', 'title']],
])('lists tools to a client of %s in the words it knows', async (revision, keys) => {
  const tools = (await resultIn(revision, list))?.tools;
  expect(tools).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'full' })]));
  const full = Array.isArray(tools) ? tools.find(({ name }) => name === 'full') : undefined;
  expect(Object.keys(full).sort()).toEqual(keys);
});

test.each([
  [november2024, false],
  [march2025, false],
  [june2025, true],
  [november2025, true],
])('gives a client of %s structured content: %s', async (revision, structured) => {
  const content = [{ type: 'text', text: '{"city":"Oslo"}' }];
  const expected = structured ? { content, structuredContent: { city: 'Oslo' } } : { content };
  expect(await resultIn(revision, toolCall(1, 'full'))).toEqual(expected);
});

const plain = { type: 'text', text: 'plain' };
const audio = { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' };
const image = { type: 'image', data: 'AAAA', mimeType: 'image/png' };
const linkA = { type: 'resource_link', uri: 'file:///a.txt', name: 'a', title: 'The A' };
const linkB = { type: 'resource_link', uri: 'file:///b.txt', name: 'b' };
const textA = { type: 'text', text: 'The A: file:///a.txt' };
const textB = { type: 'text', text: 'b: file:///b.txt' };

test.each([
  [november2024, [plain, { type: 'text', text: '[audio, audio/wav]' }, textA, textB, image]],
  [march2025, [plain, audio, textA, textB, image]],
  [june2025, [plain, audio, linkA, linkB, image]],
  [november2025, [plain, audio, { ...linkA, icons }, linkB, image]],
])('gives a client of %s the blocks it knows, and text for the others', async (revision, content) => {
  expect(await resultIn(revision, toolCall(1, 'blocks'))).toEqual({ content });
});

test.each([
  [november2024, false],
  [march2025, true],
  [june2025, true],
  [november2025, true],
])('sends a client of %s the message of a progress report: %s', async (revision, sends) => {
  const { server } = testServer();
  server.tool('work', { description: 'Works' }, (_input, call) => call.progress(1, 2, 'reading'));
  const wire = await openWire(server, {}, revision);
  const [progress] = await messagesOf(await wire.post(toolCall(1, 'work', {}, { progressToken: 1 })));
  const params = { progressToken: 1, progress: 1, total: 2 };
  expect(progress?.params).toEqual(sends ? { ...params, message: 'reading' } : params);
});

test('keeps the revision of a session when a later request names another one', async () => {
  const { server } = testServer();
  server.tool('titled', { description: 'Titled', title: 'Titled' }, () => 'x');
  const wire = await openWire(server, {}, november2024);
  const response = await wire.post(list, { 'mcp-protocol-version': november2025 });
  expect(await response.text()).not.toContain('"title"');
});
