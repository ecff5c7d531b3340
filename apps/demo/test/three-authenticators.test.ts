import { describe, expect, it } from '@jest/globals';
import { apiKey, mintKey } from '@toolgate/auth-apikey';
import { basicAuth, hashPassword } from '@toolgate/auth-basic';
import { jwt } from '@toolgate/auth-jwt';
import { createServer, type Plugin, type Server } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { createAtlas } from '../src/atlas.js';
import { tokenRules } from '../src/token/token-rules.js';

const secret = 'a secret of this test that is longer than 32 bytes';
const [adaKey, bobKey] = [mintKey(), mintKey()];
const token = (sub: string) =>
  jwt.sign({ sub, scope: 'countries.read' }, { ...tokenRules, secret, algorithm: 'HS256', expiresIn: '1h' });
const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
const hash = await hashPassword('correct horse', { cost: 14, blocks: 8, rounds: 1 });

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const plugins: Readonly<Record<string, () => Plugin<'auth'>>> = {
  key: () => apiKey({ keys: { ada: adaKey, bob: bobKey } }),
  token: () => jwt({ ...tokenRules, secret, algorithms: ['HS256'] }),
  basic: () => basicAuth({ users: { ada: { hash } } }),
};
const orders = [
  ['key', 'token', 'basic'],
  ['key', 'basic', 'token'],
  ['token', 'key', 'basic'],
  ['token', 'basic', 'key'],
  ['basic', 'key', 'token'],
  ['basic', 'token', 'key'],
];

function serverOf(order: readonly string[]): Server<'auth'> {
  const [first, ...more] = order.flatMap((name) => plugins[name]?.() ?? []);
  if (first === undefined) throw new Error('no authenticator');
  const server = createServer({ name: 'three', version: '1', log: quiet, failedAttempts: false }).use(first);
  for (const plugin of more) server.use(plugin);
  return server.tool('who', { description: 'x' }, (_, { principal }) => String(principal?.id));
}

const inHeader: readonly (readonly [string, string | undefined])[] = [
  ['no key', undefined],
  ["ada's key", adaKey],
  ["bob's key", bobKey],
  ['a wrong key', mintKey()],
  ['a token as a key', token('ada')],
];
const inAuthorization: readonly (readonly [string, string | undefined])[] = [
  ['nothing', undefined],
  ["ada's key", `Bearer ${adaKey}`],
  ["bob's key", `Bearer ${bobKey}`],
  ['a wrong key', `Bearer ${mintKey()}`],
  ["ada's token", `Bearer ${token('ada')}`],
  ['a wrong token', `Bearer ${token('ada').slice(0, -2)}`],
  ["ada's password", basic('ada', 'correct horse')],
  ['a wrong password', basic('ada', 'wrong')],
  ['an unknown bearer value', 'Bearer something'],
  ['an unknown scheme', 'Digest something'],
];

const right = new Set(["ada's key", "bob's key", "ada's token", "ada's password"]);

/** What a request with this pair must be answered. */
function verdict(key: string, authorization: string): number {
  const presented = [key, authorization].filter((one) => one !== 'no key' && one !== 'nothing');
  if (presented.length === 0 || presented.some((one) => !right.has(one))) return 401;
  return new Set(presented).size === 1 ? 200 : 400;
}

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

async function login(server: Server<'auth'>, key: string | undefined, authorization: string | undefined) {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(key === undefined ? {} : { 'x-api-key': key }),
    ...(authorization === undefined ? {} : { authorization }),
  };
  const request = new Request('http://localhost/mcp', { method: 'POST', headers, body: JSON.stringify(hello) });
  return (await server.fetch(request)).status;
}

describe.each(orders)('with %s, then %s, then %s', (...order) => {
  it('every pair of credentials gets the verdict it must', async () => {
    const server = serverOf(order);
    for (const [key, keyText] of inHeader) {
      for (const [authorization, text] of inAuthorization) {
        const status = await login(server, keyText, text);
        expect([key, authorization, status]).toEqual([key, authorization, verdict(key, authorization)]);
      }
    }
  });

  it('three callers of one name are three callers, at once', async () => {
    const server = serverOf(order);
    const headers = [
      { 'x-api-key': adaKey },
      { authorization: `Bearer ${token('ada')}` },
      { authorization: basic('ada', 'correct horse') },
    ];
    const clients = await Promise.all(headers.map((own) => connect(server, { headers: own })));
    const rounds = Array.from({ length: 10 }, () => clients.map((client) => client.callTool({ name: 'who' })));
    for (const round of rounds) {
      const ids = (await Promise.all(round)).map(({ content }) => Object(Object(content)[0]).text);
      expect(ids).toEqual(['apikey:ada', 'jwt:https://atlas.example:ada', 'basic:ada']);
    }
  });
});

describe('Atlas', () => {
  const atlas = () =>
    createAtlas({
      log: quiet,
      keys: { ada: { secret: adaKey, permissions: ['*'] } },
      tokenSecret: secret,
      users: { ada: { hash, permissions: ['countries.read'] } },
    });

  it.each([
    ['a key', { 'x-api-key': adaKey }, 6],
    ['a token', { authorization: `Bearer ${token('ada')}` }, 4],
    ['a password', { authorization: basic('ada', 'correct horse') }, 4],
  ])('takes %s, and shows what it may use', async (_, headers, tools) => {
    const client = await connect(atlas(), { headers });
    expect((await client.listTools()).tools).toHaveLength(tools);
  });

  it('takes none of the kinds that it was not given', async () => {
    const keysAlone = createAtlas({ log: quiet, keys: { ada: { secret: adaKey } } });
    expect(await login(keysAlone, undefined, `Bearer ${token('ada')}`)).toBe(401);
    expect(await login(keysAlone, undefined, basic('ada', 'correct horse'))).toBe(401);
    expect(() => createAtlas({})).toThrow('Atlas has nobody who may call');
  });
});
