import { describe, expect, it } from '@jest/globals';
import type { Plugin, ServerOptions } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { messagesOf } from '../support/messages.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';
import { contentOf, refunds, skillNames } from './refunds.js';

const small = { description: 'Small', instructions: '' };
const secret = { uri: 'skill://secret/SKILL.md' };

/** Ada may read both skills, Bob one of them. */
function guarded(options: Partial<ServerOptions> = {}) {
  const server = testServer(options)
    .server.use(tokenAuth({ ada: ['skills'], bob: ['skills.small'] }))
    .skill('secret', { ...refunds, permissions: 'skills.secret' })
    .skill('small', { ...small, permissions: 'skills.small' });
  const as = (name: string) => modernWire(server, { headers: bearer(name) });
  return { server, ada: as('ada'), bob: as('bob') };
}

describe('two callers', () => {
  it('see the skills that they may read, in turn', async () => {
    const { ada, bob } = guarded();
    for (const [wire, names] of [
      [ada, ['secret', 'small']],
      [bob, ['small']],
      [ada, ['secret', 'small']],
    ] as const) {
      expect(skillNames(await wire.ask('skills/list'))).toEqual(names);
      const { result } = await wire.ask('resources/list');
      expect(result?.resources).toEqual(names.map((name) => expect.objectContaining({ name })));
    }
  });

  it('are each answered for themselves when they ask at once', async () => {
    const { ada, bob } = guarded();
    const replies = await Promise.all([ada, bob, ada, bob].map((wire) => wire.ask('skills/get', secret)));
    expect(replies.map(({ error }) => error?.code)).toEqual([undefined, -32602, undefined, -32602]);
  });

  it('page through what each may see', async () => {
    const { ada, bob } = guarded({ limits: { page: 1 } });
    const first = await ada.ask('skills/list');
    expect(skillNames(first)).toEqual(['secret']);
    const { nextCursor: cursor } = first.result ?? {};
    expect(skillNames(await ada.ask('skills/list', { cursor }))).toEqual(['small']);
    expect((await bob.ask('skills/list')).result).not.toHaveProperty('nextCursor');
  });
});

describe('a hidden skill', () => {
  it.each([
    ['skills/get', 'SKILL.md'],
    ['resources/read', 'SKILL.md'],
    ['resources/read', 'references/rules.md'],
    ['resources/read', 'nothing.md'],
    ['resources/directory/read', 'references'],
    ['resources/directory/read', 'nothing'],
  ])('answers %s of %s as a missing one does', async (method, path) => {
    const { bob } = guarded();
    const hidden = await bob.send(method, { uri: `skill://secret/${path}` });
    const missing = await bob.send(method, { uri: `skill://absent/${path}` });
    expect(hidden.status).toBe(missing.status);
    expect((await hidden.text()).replaceAll('secret', 'absent')).toBe(await missing.text());
  });

  it('is hidden on the 2025 wire, too', async () => {
    const { server } = guarded();
    const read = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: secret };
    const codes = ['ada', 'bob'].map(async (name) => {
      const [message] = await messagesOf(await (await openWire(server, bearer(name))).post(read));
      return message?.error?.code;
    });
    expect(await Promise.all(codes)).toEqual([undefined, -32002]);
  });

  it('leaves no template to answer for it', async () => {
    const { server, bob } = guarded();
    server.resource('any', { template: 'skill://{name}/{+path}' }, () => 'from the template');
    expect((await bob.ask('resources/read', secret)).error?.code).toBe(-32602);
  });

  it('is hidden by a plugin as well', async () => {
    const { server } = testServer();
    const plugin: Plugin = {
      name: 'nothing-secret',
      allow: ({ kind, name }) => kind !== 'resource' || name !== 'secret',
    };
    const wire = modernWire(server.use(plugin).skill('secret', refunds).skill('small', small));
    expect(skillNames(await wire.ask('skills/list'))).toEqual(['small']);
    expect((await wire.ask('skills/get', secret)).error?.code).toBe(-32602);
  });
});

describe('a caller without credentials', () => {
  it('reads a public skill, and is asked for credentials by any other', async () => {
    const server = testServer()
      .server.use(tokenAuth({}))
      .skill('secret', refunds)
      .skill('small', { ...small, public: true });
    const wire = modernWire(server);
    expect(skillNames(await wire.ask('skills/list'))).toEqual(['small']);
    expect(contentOf(await wire.ask('resources/read', { uri: 'skill://small/SKILL.md' })).text).toContain('"Small"');
    for (const method of ['skills/get', 'resources/directory/read', 'resources/read']) {
      expect((await wire.send(method, secret)).status).toBe(401);
    }
  });
});

describe('a plugin', () => {
  it('wraps the reading of any file of a skill as one operation, with the path as input', async () => {
    const seen: unknown[] = [];
    const { server } = testServer();
    const plugin: Plugin = {
      name: 'watch',
      stage: 'cache',
      wrap:
        (next, { kind, name, description }) =>
        (call) => {
          seen.push([kind, name, description, call.input, call.uri]);
          return next(call);
        },
    };
    const wire = modernWire(server.use(plugin).skill('refunds', refunds));
    for (const path of ['SKILL.md', 'references/rules.md']) {
      await wire.ask('resources/read', { uri: `skill://refunds/${path}` });
    }
    const of = (path: string) => ['resource', 'refunds', refunds.description, { path }, `skill://refunds/${path}`];
    expect(seen).toEqual([of('SKILL.md'), of('references/rules.md')]);
  });

  it('shows in the explanation of a skill', () => {
    const { server } = guarded();
    expect(String(server.explain('secret'))).toContain('callers with skills.secret');
  });
});
