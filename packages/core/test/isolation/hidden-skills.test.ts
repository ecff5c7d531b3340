import { expect, test } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { messagesOf } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const owners = ['ada', 'bob', 'shared'];

/** A skill for each caller and one for both. */
function withSkills() {
  const { server } = guardedServer();
  for (const owner of owners) {
    const files = { [`notes/of-${owner}.md`]: `file-of-${owner}` };
    const instructions = `instructions-of-${owner}`;
    server.skill(`skill-of-${owner}`, { description: `Of ${owner}`, instructions, files, permissions: owner });
  }
  return server;
}

const textOf = async (method: string, params: object, headers: Record<string, string>, server = withSkills()) =>
  JSON.stringify(await messagesOf(await modernPost(server, method, { ...params }, { headers })));

test.each(['skills/list', 'resources/list'])('shows every caller their own skills in %s', async (method) => {
  const server = withSkills();
  for (const [name, headers] of [
    ['bob', bob],
    ['ada', ada],
    ['bob', bob],
  ] as const) {
    const text = await textOf(method, {}, headers, server);
    const seen = owners.filter((owner) => text.includes(`of-${owner}`));
    expect(seen).toEqual(owners.filter((owner) => owner === name || owner === 'shared'));
  }
});

test.each([
  ['skills/get', (owner: string) => ({ uri: `skill://skill-of-${owner}/SKILL.md` })],
  ['resources/read', (owner: string) => ({ uri: `skill://skill-of-${owner}/SKILL.md` })],
  ['resources/read', (owner: string) => ({ uri: `skill://skill-of-${owner}/notes/of-${owner}.md` })],
  ['resources/directory/read', (owner: string) => ({ uri: `skill://skill-of-${owner}` })],
  ['resources/directory/read', (owner: string) => ({ uri: `skill://skill-of-${owner}/notes` })],
])('refuses %s of a hidden skill as of one there is not', async (method, params) => {
  const hidden = await textOf(method, params('ada'), bob);
  expect(hidden.replaceAll('of-ada', 'of-zoe')).toBe(await textOf(method, params('zoe'), bob));
  expect(hidden).toContain('"error"');
  expect(await textOf(method, params('shared'), bob)).toContain('"result"');
});

test('grants no subscription to a file of a hidden skill', async () => {
  const server = withSkills();
  const uris = owners.map((owner) => `skill://skill-of-${owner}/SKILL.md`);
  const params = { notifications: { resourceSubscriptions: uris } };
  const reader = new EventReader(await modernPost(server, 'subscriptions/listen', params, { headers: bob }));
  expect((await reader.message())?.params?.notifications).toEqual({ resourceSubscriptions: uris.slice(1) });
  const session = await openSession(server, { headers: bob });
  const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri: uris[0] } };
  expect(await messagesOf(await session.post(subscribe))).toMatchObject([{ error: { code: -32002 } }]);
});
