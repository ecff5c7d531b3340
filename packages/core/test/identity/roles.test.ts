import { describe, expect, it } from '@jest/globals';
import { AuthenticationError } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { authenticating, bearer, principal } from './token-auth.js';

const roles = { editor: ['notes.read', 'notes.write'], reader: ['notes.read'], boss: ['*'] };

/** A server whose callers present the roles they have as a bearer value: `editor+boss`. */
function roleServer() {
  const auth = authenticating('roles', ({ value }) => {
    if (value === 'wrong') throw new AuthenticationError('No.');
    return principal(value, { authenticator: 'roles', roles: value.split('+') });
  });
  return plainServer({ roles })
    .use(auth)
    .tool('read', { description: 'x', permissions: 'notes.read' }, () => 'read')
    .tool('write', { description: 'x', permissions: ['notes.read', 'notes.write'] }, () => 'written')
    .tool('publish', { description: 'x', roles: ['editor', 'boss'] }, () => 'published')
    .tool('erase', { description: 'x', roles: 'boss', permissions: 'notes.erase' }, () => 'erased');
}

describe.each([
  ['reader', ['read']],
  ['editor', ['read', 'write', 'publish']],
  ['boss', ['read', 'write', 'publish', 'erase']],
  ['reader+editor', ['read', 'write', 'publish']],
  ['stranger', []],
  ['constructor', []],
  ['__proto__', []],
  ['Editor', []],
  ['editor+constructor', ['read', 'write', 'publish']],
])('a caller with the role %s', (held, may) => {
  it('sees and uses what its roles grant or are asked for', async () => {
    const client = await connect(roleServer(), { headers: bearer(held) });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(may);
    for (const name of ['read', 'write', 'publish', 'erase']) {
      const answer = await askText(client, name).catch((error: Error) => error.message);
      expect(answer).toBe(may.includes(name) ? answer : `MCP error -32602: Unknown tool: ${name}`);
    }
  });
});

it('a role that is held without being mapped to permissions satisfies an operation that asks for it', async () => {
  const server = plainServer()
    .use(authenticating('roles', () => principal('ada', { authenticator: 'roles', roles: ['auditor'] })))
    .tool('audit', { description: 'x', roles: 'auditor' }, () => 'audited');
  expect(await askText(await connect(server, { headers: bearer('ada') }), 'audit')).toBe('audited');
});

it('a role taken away between list and call is gone at the call', async () => {
  let held = ['editor'];
  const auth = authenticating('roles', () => principal('ada', { authenticator: 'roles', roles: held }));
  const server = plainServer({ roles }).use(auth);
  server.tool('write', { description: 'x', permissions: 'notes.write' }, () => 'written');
  const client = await connect(server, { headers: bearer('ada') });
  expect((await client.listTools()).tools).toHaveLength(1);
  held = ['reader'];
  await expect(askText(client, 'write')).rejects.toThrow('Unknown tool: write');
});

it('two callers at once use what each of them may', async () => {
  const server = roleServer();
  const [reader, boss] = await Promise.all(
    ['reader', 'boss'].map((role) => connect(server, { headers: bearer(role) })),
  );
  const rounds = Array.from({ length: 20 }, async () => {
    const [refused, erased] = await Promise.all([
      reader && askText(reader, 'erase').catch(() => 'refused'),
      boss && askText(boss, 'erase'),
    ]);
    return [refused, erased];
  });
  for (const round of await Promise.all(rounds)) expect(round).toEqual(['refused', 'erased']);
});

describe('a mistake in roles', () => {
  it.each<[string, object, RegExp]>([
    ['a wildcard that is none', { editor: ['notes*'] }, /role "editor" has the permission "notes\*"/],
    ['a permission that is no list', { editor: 'notes.read' }, /roles\.editor must be a list of permissions/],
    ['a role with a blank', { 'the editor': [] }, /roles has the role "the editor"/],
    ['an empty role', { '': [] }, /roles has the role ""/],
  ])('is refused at start: %s', async (_, wrong, message) => {
    await expect(untyped(plainServer, { roles: wrong }).start()).rejects.toThrow(message);
  });

  it.each<[string, object, RegExp]>([
    ['an empty list', { roles: [] }, /tool "x".*roles: must not be empty/],
    ['an empty text', { roles: '' }, /tool "x" has the role ""/],
    ['a role with a blank', { roles: ['a b'] }, /tool "x" has the role "a b"/],
    ['roles of what is public', { roles: 'a', public: true }, /tool "x" is public and asks for permissions or roles/],
    ['a challenge for nothing', { challenge: true }, /tool "x" has a challenge and asks for nothing/],
    [
      'a challenge of what is public',
      { challenge: true, public: true },
      /tool "x" has a challenge and asks for nothing/,
    ],
  ])('of an operation is refused at start: %s', async (_, wrong, message) => {
    const server = plainServer().use(authenticating('roles', () => undefined));
    untyped(server.tool.bind(server), 'x', { description: 'x', ...wrong }, () => 1);
    await expect(server.start()).rejects.toThrow(message);
  });

  it('roles without an authenticator are refused at start', async () => {
    const server = plainServer();
    untyped(server.tool.bind(server), 'x', { description: 'x', roles: 'a' }, () => 1);
    await expect(server.start()).rejects.toThrow('unknown option `roles` on tool "x": install an authenticator');
  });
});
