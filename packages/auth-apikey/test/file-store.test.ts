import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, fileKeyStore, type KeyEntry, mintKey } from '@toolgate/auth-apikey';
import { createServer } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { keptLog, login } from './key-server.js';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolgate-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const [one, two] = [mintKey(), mintKey()];
const entry = (secret: string, id: string, more: Partial<KeyEntry> = {}): KeyEntry => ({
  id,
  digest: digestKey(secret),
  permissions: [],
  roles: [],
  ...more,
});

async function fileServer() {
  const store = fileKeyStore(path);
  await store.add(entry(one, 'ada'));
  const clock = fakeClock();
  const log = keptLog();
  const server = createServer({ name: 'keys', version: '1.0.0', clock, log, failedAttempts: false })
    .use(apiKey({ store: fileKeyStore(path) }))
    .tool('who', { description: 'x' }, (_, { principal }) => String(principal?.id));
  await server.start();
  const status = async (secret: string) => (await login(server, { 'x-api-key': secret })).status;
  return { server, store, clock, log, status };
}

describe('a file of keys', () => {
  it('is readable by its owner alone, and holds digests', async () => {
    await fileServer();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([
      { id: 'ada', digest: digestKey(one), permissions: [], roles: [] },
    ]);
    expect(readFileSync(path, 'utf8')).not.toContain(one);
  });

  it('stays readable for whom it was, and at the end of a link', async () => {
    const { store } = await fileServer();
    chmodSync(path, 0o644);
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    await fileKeyStore(link).add(entry(two, 'bob'));
    expect(await store.list()).toHaveLength(2);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('is read again within a second of a change', async () => {
    const { store, clock, status } = await fileServer();
    expect([await status(one), await status(two)]).toEqual([200, 401]);
    await store.add(entry(two, 'bob'));
    await store.revoke(digestKey(one));
    await clock.advance(999);
    expect([await status(one), await status(two)]).toEqual([200, 401]);
    await clock.advance(1);
    expect([await status(one), await status(two)]).toEqual([401, 200]);
  });

  it.each<[string, () => void]>([
    ['is no JSON', () => writeFileSync(path, '[{')],
    ['is no list', () => writeFileSync(path, '{}')],
    ['has a wrong key', () => writeFileSync(path, '[{ "id": "ada", "digest": "x" }]')],
    [
      'has a misspelt field',
      () => writeFileSync(path, `[{ "id": "ada", "digest": "${digestKey(one)}", "expire": "2020-01-01" }]`),
    ],
    ['is gone', () => unlinkSync(path)],
    [
      'is a pipe',
      () => {
        unlinkSync(path);
        execFileSync('mkfifo', [path]);
      },
    ],
  ])('keeps the last keys when it %s, and says so once', async (_, spoil) => {
    const { store, clock, log, status } = await fileServer();
    spoil();
    for (let second = 0; second < 3; second++) {
      await clock.advance(1_000);
      expect(await status(one)).toBe(200);
    }
    expect(log.records.filter(({ level }) => level === 'error')).toHaveLength(1);
    rmSync(path, { force: true });
    await store.add(entry(two, 'bob'));
    await clock.advance(1_000);
    expect([await status(one), await status(two)]).toEqual([401, 200]);
  });

  it('keeps the server from starting when it is missing or broken', async () => {
    const server = () =>
      createServer({ name: 'keys', version: '1.0.0', log: keptLog() }).use(apiKey({ store: fileKeyStore(path) }));
    await expect(server().start()).rejects.toThrow(`The key file ${path} cannot be read: mint a key with --store`);
    writeFileSync(path, `[{"digest":"${one}`);
    const failure = await server()
      .start()
      .catch((error: unknown) => error);
    expect(String(failure)).toBe(`Error: The key file ${path} is no JSON.`);
  });

  it('loses nothing of many changes at once', async () => {
    const store = fileKeyStore(path);
    const secrets = Array.from({ length: 30 }, () => mintKey());
    await Promise.all(secrets.map((secret, index) => store.add(entry(secret, `user-${index}`))));
    expect(await store.list()).toHaveLength(30);
    const gone = await Promise.all(secrets.slice(0, 10).map((secret) => store.revoke(digestKey(secret))));
    expect(gone).toEqual(Array(10).fill(true));
    expect(await store.list()).toHaveLength(20);
    expect(await store.revoke(digestKey(one))).toBe(false);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('has beside it when keys were used, which no change of the keys loses', async () => {
    const { store, clock, status } = await fileServer();
    await status(one);
    await store.add(entry(two, 'bob'));
    await clock.advance(10_000);
    expect(await store.lastUsed?.()).toEqual(new Map([[digestKey(one), Date.UTC(2026, 0, 1)]]));
    expect(readFileSync(path, 'utf8')).not.toContain('2026');
  });

  it('never brings back a key that was revoked while it was to be changed', async () => {
    const { store } = await fileServer();
    const [ada] = await store.list();
    await store.revoke(digestKey(one));
    expect(ada !== undefined && (await store.update({ ...ada, expiresAt: 1 }))).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  it('hears of the last uses when the server stops', async () => {
    const { server, store, status } = await fileServer();
    await status(one);
    await server.close({ deadline: 0 });
    expect([...((await store.lastUsed?.()) ?? [])]).toHaveLength(1);
  });

  it('makes a key end that has an end', async () => {
    const { store, clock, status } = await fileServer();
    await store.add(entry(one, 'ada', { expiresAt: clock.wallTime() + 5_000 }));
    await clock.advance(1_000);
    expect(await status(one)).toBe(200);
    await clock.advance(4_000);
    expect(await status(one)).toBe(401);
  });
});
