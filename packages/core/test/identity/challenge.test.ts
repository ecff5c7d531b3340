import { describe, expect, it, test } from '@jest/globals';
import type { Refusal } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { plainServer } from '../server/plain-server.js';
import { modernPost } from '../support/modern-post.js';
import { quietLog } from '../support/quiet-log.js';
import { initialize, openWire, post } from '../support/wire.js';
import { authenticating, bearer, principal } from './token-auth.js';

const plan = { description: 'x', arguments: { topic: z.string() }, complete: { topic: () => ['a'] } };

/** Callers present the permissions they have as a bearer value; refusals are told to `refusals`. */
function scopedServer(options: Parameters<typeof plainServer>[0] = {}) {
  const refusals: Refusal[] = [];
  const challenge = (refusal: Refusal): string => {
    refusals.push(refusal);
    return `Bearer scope="${refusal.permissions.join(' ')}"`;
  };
  const held = (value: string) =>
    principal(value, { authenticator: 'scopes', permissions: value.split('+'), roles: value.split('+') });
  const server = plainServer(options)
    .use(authenticating('scopes', ({ value }) => held(value), { challenge }))
    .tool('open', { description: 'x', public: true }, () => 'open')
    .tool('report', { description: 'x', permissions: ['data.read', 'reports.write'], challenge: true }, () => 'made')
    .tool(
      'audit',
      { description: 'x', permissions: 'data.read', roles: ['auditor', 'boss'], challenge: true },
      () => 'ok',
    )
    .tool('vault', { description: 'x', permissions: 'vault.open' }, () => 'gold')
    .resource('ledger', { uri: 'file:ledger', description: 'x', permissions: 'ledger', challenge: true }, () => 'x')
    .prompt('plan', { ...plan, permissions: 'plan', challenge: true }, () => 'x');
  return { server, refusals };
}

const call = (name: string) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } });

describe('an operation with challenge', () => {
  it('answers 403 insufficient_scope with every missing permission at once', async () => {
    const { server, refusals } = scopedServer();
    const wire = await openWire(server, bearer('nothing'));
    const response = await wire.post(call('report'));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toBe('Bearer scope="data.read reports.write"');
    expect(await response.json()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: 40300,
        message: 'report needs the permission data.read and the permission reports.write.',
        data: {
          code: 'FORBIDDEN',
          details: { permissions: ['data.read', 'reports.write'], roles: [] },
          retryable: false,
        },
      },
    });
    expect(refusals).toEqual([
      { endpoint: 'http://localhost/mcp', error: 'insufficient_scope', permissions: ['data.read', 'reports.write'] },
    ]);
  });

  it('names only what is missing', async () => {
    const { server, refusals } = scopedServer();
    await (await openWire(server, bearer('data'))).post(call('report'));
    await (await openWire(server, bearer('data+guest'))).post(call('audit'));
    await (await openWire(server, bearer('boss'))).post(call('audit'));
    expect(refusals.map(({ permissions }) => permissions)).toEqual([['reports.write'], [], ['data.read']]);
  });

  it('says the same on the 2026 wire, for resources and prompts too', async () => {
    const { server } = scopedServer();
    const asked: [string, object][] = [
      ['tools/call', { name: 'report', arguments: {} }],
      ['resources/read', { uri: 'file:ledger' }],
      ['prompts/get', { name: 'plan' }],
      ['completion/complete', { ref: { type: 'ref/prompt', name: 'plan' }, argument: { name: 'topic', value: '' } }],
    ];
    for (const [method, params] of asked) {
      const response = await modernPost(server, method, { ...params }, { headers: bearer('nothing') });
      expect([method, response.status]).toEqual([method, 403]);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer scope="[a-z. ]+"$/);
    }
  });

  it('is listed for every authenticated caller, and for nobody else', async () => {
    const { server } = scopedServer();
    const client = await connect(server, { headers: bearer('nothing') });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['open', 'report', 'audit']);
    const nobody = await connect(server);
    expect((await nobody.listTools()).tools.map(({ name }) => name)).toEqual(['open']);
  });

  it('asks a caller without a credential for one, with the permissions it would need', async () => {
    const { server, refusals } = scopedServer();
    const response = await (await openWire(server)).post(call('report'));
    expect(response.status).toBe(401);
    expect(refusals).toEqual([
      { endpoint: 'http://localhost/mcp', error: undefined, permissions: ['data.read', 'reports.write'] },
    ]);
  });

  it('stays hidden where a plugin refuses it', async () => {
    const { server } = scopedServer();
    server.use({ name: 'judge', allow: ({ name }) => name !== 'report' });
    const response = await (await openWire(server, bearer('nothing'))).post(call('report'));
    expect(await response.json()).toMatchObject({ error: { code: -32602, message: 'Unknown tool: report' } });
  });

  it('is served to who has it all', async () => {
    const client = await connect(scopedServer().server, { headers: bearer('data+reports+boss') });
    expect(await client.callTool({ name: 'report' })).toMatchObject({ content: [{ text: 'made' }] });
    expect(await client.callTool({ name: 'audit' })).toMatchObject({ content: [{ text: 'ok' }] });
  });

  it('explains itself', () => {
    const { server } = scopedServer();
    expect(server.explain('audit').steps[0]?.settings).toBe(
      'callers with data.read and the role auditor or boss; others are told what they lack',
    );
  });
});

test('an operation without challenge is as one there is not, and names nothing in the challenge', async () => {
  const { server, refusals } = scopedServer();
  const known = await openWire(server, bearer('nothing'));
  const [hidden, missing] = [await known.post(call('vault')), await known.post(call('void'))];
  expect([hidden.status, missing.status]).toEqual([200, 200]);
  expect((await hidden.text()).replace('vault', 'void')).toBe(await missing.text());
  const nobody = await openWire(server);
  const answers = await Promise.all(['vault', 'void'].map((name) => nobody.post(call(name))));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(refusals.map(({ permissions }) => permissions)).toEqual([[], []]);
});

describe('the challenges of several authenticators', () => {
  const header = async (...challenges: readonly (string | ((refusal: Refusal) => string))[]) => {
    const log = quietLog();
    const server = plainServer({ log });
    for (const [index, challenge] of challenges.entries()) {
      server.use(authenticating(`auth-${index}`, () => undefined, { challenge }));
    }
    const response = await post(server, initialize());
    expect(response.status).toBe(401);
    return response.headers.get('www-authenticate');
  };

  it.each<[string, readonly string[], string]>([
    ['Bearer comes first', ['Basic realm="x"', 'Bearer realm="y"'], 'Bearer realm="y", Basic realm="x"'],
    ['a bare scheme says no more than a telling one', ['Bearer', 'Bearer realm="y"'], 'Bearer realm="y"'],
    ['in whatever order', ['Bearer realm="y"', 'Bearer'], 'Bearer realm="y"'],
    ['two bare ones are one', ['Bearer', 'Bearer'], 'Bearer'],
    ['a bare scheme stays beside another', ['Basic realm="x"', 'Bearer'], 'Bearer, Basic realm="x"'],
  ])('%s', async (_, challenges, expected) => {
    expect(await header(...challenges)).toBe(expected);
  });

  it('go out without one that fails or cannot be a header', async () => {
    const failing = (): string => {
      throw new Error('broken');
    };
    expect(await header(failing, () => 'Bearer a\r\nset-cookie: x', 'Basic realm="x"')).toBe('Basic realm="x"');
  });
});

test.each([
  ['https://mcp.example.com', 'https://mcp.example.com/mcp'],
  ['https://mcp.example.com/', 'https://mcp.example.com/mcp'],
  ['https://example.com/tools/mcp', 'https://example.com/tools/mcp'],
])('behind a proxy at %s the endpoint of a refusal is %s', async (publicUrl, endpoint) => {
  const { server, refusals } = scopedServer({ publicUrl });
  const headers = { host: new URL(publicUrl).host, ...bearer('nothing') };
  await modernPost(server, 'tools/call', { name: 'report', arguments: {} }, { headers });
  expect(refusals.map((refusal) => refusal.endpoint)).toEqual([endpoint]);
});
