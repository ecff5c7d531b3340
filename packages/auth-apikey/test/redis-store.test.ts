import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, type EditableKeyStore, type KeyEntry, mintKey, redisKeyStore } from '@toolgate/auth-apikey';
import { createServer } from '@toolgate/core';
import { connect, fakeClock, type RedisProcess, startRedis } from '@toolgate/testing';
import { createClient } from 'redis';
import { keptLog, login } from './key-server.js';

let redis: RedisProcess;
let client: ReturnType<typeof createClient>;
let store: EditableKeyStore;
const one = mintKey();
const entry = (secret: string, id: string, more: Partial<KeyEntry> = {}): KeyEntry => ({
  id,
  digest: digestKey(secret),
  permissions: ['notes'],
  roles: [],
  ...more,
});

beforeAll(async () => {
  redis = await startRedis();
  client = createClient({ url: redis.url, socket: { reconnectStrategy: 20 } });
  client.on('error', () => undefined);
  await client.connect();
}, 60_000);
afterAll(async () => {
  client.destroy();
  await redis.kill();
});
beforeEach(async () => {
  await client.sendCommand(['FLUSHALL']);
  store = redisKeyStore({ client });
  await store.add(entry(one, 'ada'));
});

/** A server of many that share this Redis. */
function redisServer() {
  const clock = fakeClock();
  const counting = { commands: 0 };
  const counted = {
    sendCommand: (command: string[]) => {
      counting.commands += command[0] === 'GET' ? 1 : 0;
      return client.sendCommand(command);
    },
  };
  const server = createServer({ name: 'keys', version: '1.0.0', clock, log: keptLog(), failedAttempts: false })
    .use(apiKey({ store: redisKeyStore({ client: counted }) }))
    .tool('who', { description: 'x' }, (_, { principal }) => String(principal?.id));
  const status = async (secret: string) => (await login(server, { 'x-api-key': secret })).status;
  return { server, clock, counting, status };
}

describe('keys in Redis', () => {
  it('are found by all servers, and gone from all five seconds after they are revoked', async () => {
    const servers = [redisServer(), redisServer()];
    for (const { status } of servers) expect([await status(one), await status(mintKey())]).toEqual([200, 401]);
    expect(await store.revoke(digestKey(one))).toBe(true);
    for (const { status, clock } of servers) {
      await clock.advance(4_999);
      expect(await status(one)).toBe(200);
      await clock.advance(1);
      expect(await status(one)).toBe(401);
    }
  });

  it('are looked up once for many who come at once', async () => {
    const { status, counting } = redisServer();
    const answers = await Promise.all(Array.from({ length: 40 }, () => status(one)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(counting.commands).toBe(1);
  });

  it('never are those of another who comes at the same time', async () => {
    const secrets = Array.from({ length: 20 }, () => mintKey());
    await Promise.all(secrets.map((secret, index) => store.add(entry(secret, `user-${index}`))));
    const { server } = redisServer();
    const owners = await Promise.all(
      secrets.map(async (secret) => {
        const client = await connect(server, { headers: { 'x-api-key': secret } });
        return Object(Object((await client.callTool({ name: 'who' })).content)[0]).text;
      }),
    );
    expect(owners).toEqual(secrets.map((_, index) => `apikey:user-${index}`));
  });

  it('that are not there are not looked up again for five seconds', async () => {
    const { status, counting, clock } = redisServer();
    const foreign = mintKey();
    for (let request = 0; request < 20; request++) expect(await status(foreign)).toBe(401);
    expect(counting.commands).toBe(1);
    await store.add(entry(foreign, 'bob'));
    await clock.advance(5_000);
    expect(await status(foreign)).toBe(200);
  });

  it('do not come back when one is revoked while it was to be changed', async () => {
    await store.revoke(digestKey(one));
    expect(await store.update(entry(one, 'ada', { expiresAt: Date.now() + 60_000 }))).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  it('are listed, and say when they were used', async () => {
    const { server, status } = redisServer();
    await store.add(entry(mintKey(), 'bob', { tenant: 'acme' }));
    await status(one);
    const listed = await server.services.apiKeys?.list();
    expect(listed?.map(({ id, tenant, lastUsed }) => [id, tenant, lastUsed]).sort()).toEqual([
      ['ada', undefined, Date.UTC(2026, 0, 1)],
      ['bob', 'acme', undefined],
    ]);
  });

  it('end in Redis too, and hold no secret there', async () => {
    await store.add(entry(one, 'ada', { expiresAt: Date.now() + 60_000 }));
    expect(Number(await client.sendCommand(['PTTL', `toolgate:key:${digestKey(one)}`]))).toBeGreaterThan(0);
    const text = String(await client.sendCommand(['GET', `toolgate:key:${digestKey(one)}`]));
    expect(text).not.toContain(one);
  });

  it('with a prefix of patterns are not those of another', async () => {
    const odd = redisKeyStore({ client, prefix: 'a*[b]?:' });
    await odd.add(entry(mintKey(), 'carl'));
    expect((await odd.list()).map(({ id }) => id)).toEqual(['carl']);
    expect((await store.list()).map(({ id }) => id)).toEqual(['ada']);
  });

  it('under the digest of another are refused', async () => {
    const other = mintKey();
    const text = String(await client.sendCommand(['GET', `toolgate:key:${digestKey(one)}`]));
    await client.sendCommand(['SET', `toolgate:key:${digestKey(other)}`, text]);
    expect(await redisServer().status(other)).toBe(503);
  });
});

describe('while Redis is down', () => {
  it('known keys pass for five seconds, all others are 503 and no key at all is let in', async () => {
    const { clock, status, server } = redisServer();
    expect(await status(one)).toBe(200);
    await redis.kill();
    expect(await status(one)).toBe(200);
    const unknown = login(server, { 'x-api-key': mintKey() });
    await clock.advance(1_000);
    const refused = await unknown;
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    await clock.advance(4_000);
    const late = login(server, { 'x-api-key': one });
    await clock.advance(1_000);
    expect((await late).status).toBe(503);
    await redis.restart();
    await store.add(entry(one, 'ada'));
    await clock.advance(5_000);
    expect(await status(one)).toBe(200);
  });

  it('nothing waits in a client that says it has no connection', async () => {
    let sent = 0;
    const lost = { isReady: false, sendCommand: async () => void sent++ };
    const server = createServer({ name: 'keys', version: '1.0.0', log: keptLog() }).use(
      apiKey({ store: redisKeyStore({ client: lost }) }),
    );
    expect((await login(server, { 'x-api-key': one })).status).toBe(503);
    expect(sent).toBe(0);
  });

  it('nobody waits longer than a second for one that hangs', async () => {
    const { clock, server, status } = redisServer();
    redis.pause();
    const waiting = login(server, { 'x-api-key': one });
    await clock.advance(1_000);
    expect((await waiting).status).toBe(503);
    redis.resume();
    expect(await status(one)).toBe(200);
  });
});
