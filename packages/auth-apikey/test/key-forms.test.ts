import { describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, type KeyRecords, mintKey } from '@toolgate/auth-apikey';
import { createServer } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { keptLog, keyServer, login } from './key-server.js';

const [one, two] = [mintKey(), mintKey()];

async function who(keys: KeyRecords, secret: string, options: object = {}): Promise<unknown> {
  const server = createServer({ name: 'keys', version: '1.0.0', log: keptLog() })
    .use(apiKey({ keys, ...options }))
    .tool('who', { description: 'x' }, (_, { principal }) => JSON.stringify(principal));
  const client = await connect(server, { headers: { 'x-api-key': secret } });
  return JSON.parse(Object(Object((await client.callTool({ name: 'who' })).content)[0]).text);
}

describe('keys may be given', () => {
  const digest = digestKey(one).slice(0, 8);

  it.each<[string, KeyRecords, object]>([
    ['as a list of secrets', [one, two], { id: `apikey:${digest}`, permissions: [] }],
    ['by label, as secrets', { ada: one }, { id: 'apikey:ada', permissions: [] }],
    ['by label, as records', { ada: { secret: one, permissions: ['a'] } }, { id: 'apikey:ada', permissions: ['a'] }],
    [
      'by secret',
      { [one]: { permissions: ['a'], roles: ['r'] } },
      { id: `apikey:${digest}`, permissions: ['a'], roles: ['r'] },
    ],
    [
      'with roles and a tenant',
      { ada: { digest: digestKey(one), roles: ['editor'], tenant: 'acme' } },
      { id: 'apikey:ada', roles: ['editor'], tenant: 'acme' },
    ],
  ])('%s', async (_, keys, expected) => {
    const before = structuredClone(keys);
    expect(await who(keys, one)).toMatchObject(expected);
    expect(keys).toEqual(before);
  });

  it('with permissions for those that have none', async () => {
    const options = { defaultPermissions: ['basic'] };
    expect(await who([one], one, options)).toMatchObject({ permissions: ['basic'] });
    expect(await who({ ada: { secret: one } }, one, options)).toMatchObject({ permissions: ['basic'] });
    expect(await who({ ada: { secret: one, permissions: [] } }, one, options)).toMatchObject({ permissions: [] });
  });
});

describe('a key that replaces another', () => {
  it('is the same caller, and both are valid until the old one ends', async () => {
    const clock = fakeClock();
    const old = { secret: one, permissions: ['notes'], expires: new Date(clock.wallTime() + 60_000) };
    const server = keyServer({ ada: [old, { secret: two, permissions: ['notes'] }] }, { clock });
    for (const secret of [one, two]) expect((await login(server, { 'x-api-key': secret })).status).toBe(200);
    const both = { 'x-api-key': one, authorization: `Bearer ${two}` };
    expect((await login(server, both)).status).toBe(200);
    await clock.advance(60_000);
    expect((await login(server, { 'x-api-key': one })).status).toBe(401);
    expect((await login(server, both)).status).toBe(401);
    expect((await login(server, { 'x-api-key': two })).status).toBe(200);
  });
});

it.each([
  ['text', '2026-01-01T00:01:00Z'],
  ['a date', new Date('2026-01-01T00:01:00Z')],
  ['milliseconds', Date.UTC(2026, 0, 1, 0, 1)],
])('a key ends at the time that is given as %s', async (_, expires) => {
  const clock = fakeClock();
  const server = keyServer({ ada: { secret: one, expires } }, { clock });
  await clock.advance(59_999);
  expect((await login(server, { 'x-api-key': one })).status).toBe(200);
  await clock.advance(1);
  expect((await login(server, { 'x-api-key': one })).status).toBe(401);
});

it('a key that has ended already is named at start', async () => {
  const log = keptLog();
  await keyServer({ ada: { secret: one, expires: '2020-01-01' } }, { log }).start();
  expect(log.records).toEqual([
    { level: 'warn', fields: { plugin: 'auth-apikey', keys: ['ada'] }, message: 'API keys have expired: remove them' },
  ]);
});

describe('where keys come from', () => {
  const server = (options: object) =>
    createServer({ name: 'keys', version: '1.0.0', log: keptLog() }).use(apiKey({ keys: { ada: one }, ...options }));

  it('may be another header', async () => {
    const own = server({ header: 'X-Notes-Key' });
    expect((await login(own, { 'x-notes-key': one })).status).toBe(200);
    expect((await login(own, { 'x-api-key': one })).status).toBe(401);
    expect((await login(own, { authorization: `Bearer ${one}` })).status).toBe(200);
  });

  it('may be that header alone', async () => {
    const own = server({ bearer: false });
    expect((await login(own, { 'x-api-key': one })).status).toBe(200);
    expect((await login(own, { authorization: `Bearer ${one}` })).status).toBe(401);
  });
});

describe('the service apiKeys', () => {
  it('lists keys without anything they could be found from, and when they were used', async () => {
    const clock = fakeClock();
    const log = keptLog();
    const server = createServer({ name: 'keys', version: '1.0.0', clock, log }).use(
      apiKey({ keys: { ada: one, bob: two } }),
    );
    await login(server, { 'x-api-key': one });
    await clock.advance(30_000);
    await login(server, { 'x-api-key': one });
    const used = async () => (await server.services.apiKeys?.list())?.map(({ id, lastUsed }) => [id, lastUsed]);
    const start = Date.UTC(2026, 0, 1);
    expect(await used()).toEqual([
      ['ada', start],
      ['bob', undefined],
    ]);
    await clock.advance(30_000);
    await login(server, { 'x-api-key': one });
    expect(await used()).toEqual([
      ['ada', start + 60_000],
      ['bob', undefined],
    ]);
    const text = JSON.stringify(await server.services.apiKeys?.list());
    for (const secret of [one, two, digestKey(one), digestKey(two)]) expect(text).not.toContain(secret);
  });
});
