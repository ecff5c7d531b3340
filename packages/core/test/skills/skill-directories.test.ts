import { expect, it } from '@jest/globals';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { refunds } from './refunds.js';

function served(page = 1_000) {
  const { server } = testServer({ limits: { page } });
  return modernWire(server.skill('refunds', refunds));
}

const directory = 'resources/directory/read';
const file = (path: string, mimeType: string, size: number) => ({
  uri: `skill://refunds/${path}`,
  name: path.slice(path.lastIndexOf('/') + 1),
  mimeType,
  size,
});
const folder = (path: string) => ({
  uri: `skill://refunds/${path}`,
  name: path.slice(path.lastIndexOf('/') + 1),
  mimeType: 'inode/directory',
});

it('reads what is in a folder, and not what is below that', async () => {
  const { result } = await served().ask(directory, { uri: 'skill://refunds' });
  expect(result).toMatchObject({ resultType: 'complete', ttlMs: 0, cacheScope: 'private' });
  expect(result?.resources).toEqual([
    {
      uri: 'skill://refunds/SKILL.md',
      name: 'refunds',
      description: refunds.description,
      mimeType: 'text/markdown',
      size: expect.any(Number),
    },
    file('answer.md', 'text/markdown', 9),
    folder('assets'),
    folder('references'),
  ]);
});

it('reads a folder in a folder', async () => {
  const wire = served();
  const below = await wire.ask(directory, { uri: 'skill://refunds/references' });
  expect(below.result?.resources).toEqual([
    folder('references/forms'),
    file('references/rules.md', 'text/markdown', 8),
  ]);
  const deepest = await wire.ask(directory, { uri: 'skill://refunds/references/forms' });
  expect(deepest.result?.resources).toEqual([file('references/forms/eu.json', 'application/schema+json', 11)]);
});

it('names a folder as it is called, and its URI as that is written', async () => {
  const { server } = testServer();
  server.skill('a', { description: 'x', instructions: '', files: { 'two words/ü.md': '' } });
  const wire = modernWire(server);
  const { result } = await wire.ask(directory, { uri: 'skill://a' });
  expect(result?.resources).toContainEqual({
    uri: 'skill://a/two%20words',
    name: 'two words',
    mimeType: 'inode/directory',
  });
  expect((await wire.ask(directory, { uri: 'skill://a/two%20words' })).result?.resources).toHaveLength(1);
});

it.each([
  'skill://refunds/SKILL.md',
  'skill://refunds/answer.md',
  'skill://refunds/',
  'skill://refunds/references/',
  'skill://refunds/nothing',
  'skill://refunds/references/..',
  'skill://',
  'skill://other',
  'file:///etc',
])('answers %j, which is no folder, with -32602', async (uri) => {
  const { status, error } = await served().ask(directory, { uri });
  expect([status, error]).toMatchObject([200, { code: -32602, message: `There is no directory at ${uri}` }]);
});

it('pages a folder, with cursors that hold for that folder alone', async () => {
  const wire = served(3);
  const first = await wire.ask(directory, { uri: 'skill://refunds' });
  const cursor = first.result?.nextCursor;
  const second = await wire.ask(directory, { uri: 'skill://refunds', cursor });
  expect([first, second].map(({ result }) => result?.resources)).toEqual([
    [expect.anything(), expect.anything(), folder('assets')],
    [folder('references')],
  ]);
  expect(second.result).not.toHaveProperty('nextCursor');
  for (const [uri, other] of [
    ['skill://refunds/references', cursor],
    ['skill://refunds', 'x'],
    ['skill://refunds', 7],
  ]) {
    expect((await wire.ask(directory, { uri, cursor: other })).error?.code).toBe(-32602);
  }
});
