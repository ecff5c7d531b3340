import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { messagesOf } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { ada, bob, guardedServer } from './guarded-server.js';

/** A tool, a prompt, a resource and a template for each caller and for both, all of which complete. */
function withEverything() {
  const { server } = guardedServer();
  for (const owner of ['ada', 'bob', 'shared']) {
    const complete = { topic: () => [`completion-of-${owner}`] };
    const common = { description: `description-of-${owner}`, permissions: owner };
    server.tool(`tool-of-${owner}`, { ...common, input: { [`field-of-${owner}`]: z.string() } }, () => owner);
    server.prompt(`prompt-of-${owner}`, { ...common, arguments: { topic: z.string() }, complete }, () => owner);
    server.resource(`resource-of-${owner}`, { ...common, uri: `file:of-${owner}` }, () => owner);
    const template = `file:///of-${owner}/{topic}` as const;
    server.resource(`template-of-${owner}`, { ...common, template, complete }, () => owner);
  }
  return server;
}

type Server = ReturnType<typeof withEverything>;
type Ask = (method: string, params?: object) => Promise<string>;
const eras = ['2025', '2026'];
const callers = { ada, bob };
const lists = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'];

/** Sends requests of one caller; answers the message as text. */
async function asking(server: Server, era: string, headers: Record<string, string>): Promise<Ask> {
  const last = async (response: Response) => JSON.stringify((await messagesOf(response)).at(-1));
  if (era === '2026')
    return async (method, params = {}) => last(await modernPost(server, method, { ...params }, { headers }));
  const session = await openSession(server, { headers });
  let id = 0;
  return async (method, params = {}) => last(await session.post({ jsonrpc: '2.0', id: ++id, method, params }));
}

const ofTopic = { argument: { name: 'topic', value: '' } };

/** Every way to name something of an owner, the last two of which complete. */
const uses: readonly { readonly method: string; readonly params: (owner: string) => object }[] = [
  {
    method: 'tools/call',
    params: (owner) => ({ name: `tool-of-${owner}`, arguments: { [`field-of-${owner}`]: 'x' } }),
  },
  { method: 'tools/call', params: (owner) => ({ name: `tool-of-${owner}`, arguments: {} }) },
  { method: 'prompts/get', params: (owner) => ({ name: `prompt-of-${owner}`, arguments: { topic: 'x' } }) },
  { method: 'prompts/get', params: (owner) => ({ name: `prompt-of-${owner}` }) },
  { method: 'resources/read', params: (owner) => ({ uri: `file:of-${owner}` }) },
  { method: 'resources/read', params: (owner) => ({ uri: `file:///of-${owner}/x` }) },
  {
    method: 'completion/complete',
    params: (owner) => ({ ...ofTopic, ref: { type: 'ref/prompt', name: `prompt-of-${owner}` } }),
  },
  {
    method: 'completion/complete',
    params: (owner) => ({ ...ofTopic, ref: { type: 'ref/resource', uri: `file:///of-${owner}/{topic}` } }),
  },
];

describe.each(eras)('on the %s wire', (era) => {
  test('lists every caller what is theirs, whoever asked before', async () => {
    const server = withEverything();
    for (const [mine, theirs] of [
      ['bob', 'ada'],
      ['ada', 'bob'],
      ['bob', 'ada'],
    ] as const) {
      const ask = await asking(server, era, callers[mine]);
      for (const list of lists) {
        const text = await ask(list);
        const seen = [mine, 'shared', theirs].map((owner) => text.includes(`of-${owner}`));
        expect(seen).toEqual([true, true, false]);
      }
    }
  });

  test.each(uses)('refuses $method of a hidden thing as of one there is not', async ({ method, params }) => {
    const server = withEverything();
    const ask = await asking(server, era, bob);
    const [hidden, missing] = [await ask(method, params('ada')), await ask(method, params('zoe'))];
    expect(hidden.replaceAll('of-ada', 'of-zoe').replace(/"id":\d+/, '')).toBe(missing.replace(/"id":\d+/, ''));
    expect(hidden).toContain('"error"');
    const shown = await ask(method, params('shared'));
    expect(shown).not.toContain(JSON.parse(missing).error.message.replace('of-zoe', 'of-shared'));
  });

  test('completes with the completions of what is named', async () => {
    const server = withEverything();
    for (const [name, headers] of Object.entries(callers)) {
      const ask = await asking(server, era, headers);
      for (const { method, params } of uses.slice(-2)) {
        expect(await ask(method, params(name))).toContain(`completion-of-${name}`);
      }
    }
  });
});

test('gives no caller the page of another by a cursor', async () => {
  const { server } = guardedServer({ limits: { page: 3 } });
  for (let index = 0; index < 6; index++) {
    server.tool(`of-ada-${index}`, { description: 'x', permissions: 'ada' }, () => 'x');
  }
  const [asAda, asBob] = [await asking(server, '2025', ada), await asking(server, '2025', bob)];
  const cursors: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { nextCursor } = JSON.parse(await asAda('tools/list', { cursor })).result;
    if (nextCursor === undefined) break;
    cursors.push(nextCursor);
    cursor = nextCursor;
  }
  expect(cursors).toHaveLength(3);
  for (const cursor of cursors) expect(await asBob('tools/list', { cursor })).not.toContain('of-ada');
});

test('serves hidden and shown lists right while many callers ask at once', async () => {
  const server = withEverything();
  const asks = await Promise.all(eras.flatMap((era) => [asking(server, era, ada), asking(server, era, bob)]));
  const rounds = Array.from({ length: 20 }, () => asks.map((ask) => ask('prompts/list')));
  for (const round of rounds) {
    for (const [index, text] of (await Promise.all(round)).entries()) {
      expect(text).toContain(index % 2 === 0 ? 'prompt-of-ada' : 'prompt-of-bob');
      expect(text).not.toContain(index % 2 === 0 ? 'prompt-of-bob' : 'prompt-of-ada');
    }
  }
});
