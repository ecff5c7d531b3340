import { describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, mintKey } from '@toolgate/auth-apikey';
import { createServer, type Principal } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { keptLog, keyServer, login } from './key-server.js';

const adaKey = mintKey();
const bobKey = mintKey();
const server = () =>
  keyServer({
    ada: { secret: adaKey, permissions: ['notes'] },
    bob: { digest: digestKey(bobKey), permissions: ['notes.read'] },
  });

/** Who the server says is calling, and which tools there are for them. */
async function whoIs(headers: Record<string, string>) {
  const client = await connect(server(), { headers });
  const { content } = await client.callTool({ name: 'who' });
  const [block] = Array.isArray(content) ? content : [];
  const principal: Principal = JSON.parse(block.text);
  const { tools } = await client.listTools();
  return { principal, tools: tools.map(({ name }) => name) };
}

describe('a valid key', () => {
  it.each([
    ['in X-API-Key', { 'X-API-Key': adaKey }],
    ['as a bearer value', { Authorization: `Bearer ${adaKey}` }],
    ['as a bearer value in any case of the scheme', { authorization: `bEARER ${adaKey}` }],
    ['in both headers at once', { 'x-api-key': adaKey, authorization: `Bearer ${adaKey}` }],
  ])('%s is its caller, with label and permissions', async (_, headers) => {
    expect(await whoIs(headers)).toEqual({
      principal: {
        id: 'apikey:ada',
        name: 'ada',
        permissions: ['notes'],
        roles: [],
        claims: {},
        authenticator: 'auth-apikey',
      },
      tools: ['who', 'write'],
    });
  });

  it('given as a digest is its caller too', async () => {
    const { principal, tools } = await whoIs({ 'x-api-key': bobKey });
    expect(principal).toMatchObject({ id: 'apikey:bob', permissions: ['notes.read'] });
    expect(tools).toEqual(['who']);
  });

  it('without permissions has none', async () => {
    const secret = mintKey();
    const client = await connect(keyServer({ eve: { secret } }), { headers: { 'x-api-key': secret } });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['who']);
  });

  it('beside another one is refused: the request has two callers', async () => {
    expect((await login(server(), { 'x-api-key': adaKey, authorization: `Bearer ${bobKey}` })).status).toBe(400);
  });

  it('is one of several of one caller: two labels, two callers', async () => {
    const [first, second] = [mintKey(), mintKey()];
    const both = keyServer({ 'ada-old': { secret: first }, 'ada-new': { secret: second } });
    expect((await login(both, { 'x-api-key': first })).status).toBe(200);
    expect((await login(both, { 'x-api-key': second })).status).toBe(200);
  });

  it('may have blanks and other letters inside, and may be without prefix', async () => {
    const secret = 'correct horse battery staple';
    const chosen = keyServer({ ada: { secret } });
    expect((await login(chosen, { 'x-api-key': secret })).status).toBe(200);
    expect((await login(chosen, { authorization: `Bearer ${secret}` })).status).toBe(200);
  });

  it('is handed out as one frozen principal', () => {
    const { auth } = apiKey({ keys: { ada: { secret: adaKey, permissions: ['notes'] } } });
    const principal = auth?.authenticate({ scheme: '', header: 'x-api-key', value: adaKey, address: undefined });
    expect(principal).toBe(
      auth?.authenticate({ scheme: 'bearer', header: 'authorization', value: adaKey, address: undefined }),
    );
    const { permissions, roles, claims } = Object(principal);
    for (const part of [principal, permissions, roles, claims]) expect(Object.isFrozen(part)).toBe(true);
  });
});

it('does not change the record it was given, nor follow its changes', async () => {
  const permissions = ['notes.read'];
  const keys = { ada: { secret: adaKey, permissions } };
  const plugin = apiKey({ keys });
  permissions.push('notes.write');
  expect(keys).toEqual({ ada: { secret: adaKey, permissions: ['notes.read', 'notes.write'] } });
  const guarded = createServer({ name: 'keys', version: '1.0.0', log: keptLog() })
    .use(plugin)
    .tool('write', { description: 'x', permissions: 'notes.write' }, () => 1);
  const client = await connect(guarded, { headers: { 'x-api-key': adaKey } });
  expect((await client.listTools()).tools).toEqual([]);
});

it('takes a label of any text, also one that objects have', async () => {
  const [one, two] = [mintKey(), mintKey()];
  const keys = JSON.parse(`{ "constructor": { "secret": "${one}" }, "__proto__": { "secret": "${two}" } }`);
  const odd = keyServer(keys);
  expect((await login(odd, { 'x-api-key': one })).status).toBe(200);
  expect((await login(odd, { 'x-api-key': two })).status).toBe(200);
});

it('leaves bearer values of another shape to other authenticators', async () => {
  const other = {
    name: 'other',
    provides: 'auth' as const,
    auth: {
      challenge: 'Bearer',
      authenticate: () => ({ id: 'other:x', permissions: [], roles: [], claims: {}, authenticator: 'other' }),
    },
  };
  const both = server().use(other);
  expect((await login(both, { authorization: 'Bearer eyJhbGciOi.x.y' })).status).toBe(200);
  expect((await login(both, { authorization: `Bearer ${mintKey()}` })).status).toBe(401);
});
