import { describe, expect, it } from '@jest/globals';
import { grants } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { assertPermission } from '../../src/identity/permissions.js';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { brokenRequirements, permissionTable } from './permission-table.js';
import { authenticating, bearer, principal, tokenAuth } from './token-auth.js';

describe.each(permissionTable)('$required', ({ required, granted, refused }) => {
  const all = [required].flat();
  const satisfies = (held: readonly string[]) => all.every((one) => grants(new Set(held), one));

  it.each(granted.map((held) => [held]))('is granted by %j', (held) => {
    expect(satisfies(held)).toBe(true);
  });

  it.each(refused.map((held) => [held]))('is not granted by %j', (held) => {
    expect(satisfies(held)).toBe(false);
  });

  it('is decided in the same way for lists and calls of a server', async () => {
    const callers = [...granted, ...refused];
    const tokens = Object.fromEntries(callers.map((held, index) => [`caller-${index}`, held]));
    const server = plainServer()
      .use(tokenAuth(tokens))
      .tool('guarded', { description: 'x', permissions: required }, () => 'served');
    for (const index of callers.keys()) {
      const client = await connect(server, { headers: bearer(`caller-${index}`) });
      const { tools } = await client.listTools();
      const answer = await askText(client, 'guarded').catch((error: Error) => error.message);
      const outcome = index < granted.length ? [1, 'served'] : [0, 'MCP error -32602: Unknown tool: guarded'];
      expect([callers[index], tools.length, answer]).toEqual([callers[index], ...outcome]);
    }
  });
});

describe('a requirement that is no permission', () => {
  it.each(brokenRequirements.flatMap((one) => (typeof one === 'string' ? [[one]] : [])))(
    '%j is refused',
    (permission) => {
      expect(() => assertPermission(permission, 'tool "x"')).toThrow(
        `tool "x" requires the permission ${JSON.stringify(permission)}: use dotted text such as "notes.write".`,
      );
    },
  );

  it.each([undefined, null, 7, {}, ['a']])('%j is refused', (permission) => {
    expect(() => assertPermission(permission, 'tool "x"')).toThrow(TypeError);
  });

  it.each(brokenRequirements.map((one) => [one]))('%j keeps the server from starting', async (permissions) => {
    const server = plainServer().use(tokenAuth({}));
    server.tool('x', { description: 'x', permissions }, () => 1);
    await expect(server.start()).rejects.toThrow(/tool "x".*permission/);
  });

  it.each([null, 7, {}, [7], [['a']], true])(
    '%j keeps the server of a program without types from starting',
    async (permissions) => {
      const server = plainServer().use(tokenAuth({}));
      untyped(server.tool.bind(server), 'x', { description: 'x', permissions }, () => 1);
      await expect(server.start()).rejects.toThrow(/tool "x".*permissions/);
    },
  );
});

it('follows what the authenticator says at each request', async () => {
  const held = ['notes.read'];
  const server = plainServer().use(
    authenticating('live', () => principal('ada', { authenticator: 'live', permissions: [...held] })),
  );
  server.tool('read', { description: 'x', permissions: 'notes.read' }, () => 'read');
  const client = await connect(server, { headers: bearer('ada') });
  expect(await askText(client, 'read')).toBe('read');
  held.pop();
  await expect(askText(client, 'read')).rejects.toThrow('Unknown tool: read');
});

it('says nothing of the permission or the caller in a denial', async () => {
  const server = plainServer()
    .use(tokenAuth({ 'ada-secret': ['other.read'] }))
    .tool('guarded', { description: 'x', permissions: 'vault.open' }, () => 1);
  const client = await connect(server, { headers: bearer('ada-secret') });
  const denial = await askText(client, 'guarded').catch((error: unknown) => JSON.stringify(error) + String(error));
  expect(denial).toContain('Unknown tool: guarded');
  expect(denial).not.toMatch(/vault|ada|other/);
});
