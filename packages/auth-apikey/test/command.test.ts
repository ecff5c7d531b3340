import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiKey, fileKeyStore, type KeyRecords } from '@toolgate/auth-apikey';
import { createServer } from '@toolgate/core';
import { type RedisProcess, startRedis } from '@toolgate/testing';
import { runCommand } from '../src/command/run-command.js';
import { keptLog, login } from './key-server.js';

let folder = '';
let store: readonly string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolgate-keys-'));
  store = ['--store', join(folder, 'keys.json')];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const code = await runCommand(args, { output, error });
  output.end();
  error.end();
  return { code, output: await text(output), error: await text(error) };
}

async function mint(...args: readonly string[]) {
  const { code, output, error } = await run('mint', ...args);
  expect([code, error]).toEqual([0, '']);
  const [secret = '', , line = '', ...more] = output.split('\n');
  return { secret, line, more: more.join('\n'), output };
}

describe('mint without a store', () => {
  it('prints the key once, and an entry for the keys of the server', async () => {
    const { secret, line, output } = await mint(
      '--id',
      'ada',
      '--permissions',
      'data.read,reports.*',
      '--expires',
      '90d',
    );
    expect(secret).toMatch(/^tg_live_[A-Za-z0-9_-]{43}$/);
    expect(output.split(secret)).toHaveLength(2);
    const keys: KeyRecords = JSON.parse(line.replace('keys: ', ''));
    expect(keys).toMatchObject({ ada: { permissions: ['data.read', 'reports.*'], expires: expect.any(String) } });
    const server = createServer({ name: 'keys', version: '1.0.0', log: keptLog() }).use(apiKey({ keys }));
    expect((await login(server, { 'x-api-key': secret })).status).toBe(200);
  });

  it('makes keys for other environments', async () => {
    expect((await mint('--id', 'ada', '--prefix', 'tg_test_')).secret).toMatch(/^tg_test_/);
  });
});

describe('mint, list and revoke in a file', () => {
  it('add a key that a server takes, show it, and take it away', async () => {
    const { secret } = await mint(
      '--id',
      'ada',
      '--permissions',
      'a.b',
      '--roles',
      'editor',
      '--tenant',
      'acme',
      ...store,
    );
    const list = await run('list', ...store);
    expect(list.output.split('\n')[0]).toMatch(/^id +digest +permissions +roles +tenant +expires +last used$/);
    expect(list.output).toMatch(/ada +[0-9a-f]{8} +a\.b +editor +acme +- +-\n/);
    expect(list.output).not.toContain(secret.slice(8));
    expect((await run('revoke', '--id', 'ada', ...store)).output).toMatch(/^revoked [0-9a-f]{8} of ada\n$/);
    expect(await fileKeyStore(store[1] ?? '').list()).toEqual([]);
  });

  it('let an old key end when a new one takes its place', async () => {
    await mint('--id', 'ada', ...store);
    const refused = await run('mint', '--id', 'ada', ...store);
    expect([refused.code, refused.output]).toEqual([1, '']);
    expect(refused.error).toContain('There is a key of ada: use --rotate 7d to replace it');
    const { more } = await mint('--id', 'ada', '--rotate', '7d', ...store);
    expect(more).toBe('1 older key of ada will end.\n');
    const [old, young] = await fileKeyStore(store[1] ?? '').list();
    expect(young?.expiresAt).toBeUndefined();
    expect((old?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(6 * 86_400_000);
  });

  it('revoke one key by its digest', async () => {
    await mint('--id', 'ada', ...store);
    await mint('--id', 'bob', ...store);
    const [ada] = await fileKeyStore(store[1] ?? '').list();
    expect((await run('revoke', '--digest', ada?.digest.slice(0, 12) ?? '', ...store)).code).toBe(0);
    expect((await fileKeyStore(store[1] ?? '').list()).map(({ id }) => id)).toEqual(['bob']);
  });
});

describe('a command that is wrong', () => {
  it.each<[readonly string[], number, string]>([
    [[], 2, 'Use one of the commands mint, list, revoke.'],
    [['mnit'], 2, 'Use one of the commands'],
    [['mint'], 2, 'mint needs --id: who uses the key.'],
    [['mint', '--id', ' '], 1, 'An API key has an empty label'],
    [['mint', '--id', 'ada', '--expires', 'soon'], 2, '--expires is "soon": use a time such as 90d or 12h.'],
    [['mint', '--id', 'ada', '--permissions', 'a..b'], 1, 'Key "ada" has the permission "a..b"'],
    [['mint', '--id', 'ada', '--permission', 'a'], 2, '--permission'],
    [['mint', '--id', 'ada', '--prefix', 'sk_'], 1, 'A key cannot begin with "sk_"'],
    [['mint', '--id', 'ada', '--rotate', '7d'], 2, '--rotate needs --store or --redis.'],
    [['mint', 'ada', '--id', 'ada'], 2, 'Use one of the commands'],
    [['list'], 2, 'list needs --store or --redis.'],
    [['list', '--store', '/nowhere/keys.json'], 1, 'The key file /nowhere/keys.json cannot be read'],
    [['list', '--store', 'a', '--redis', 'b'], 2, 'Use --store or --redis, not both.'],
    [['list', '--redis', 'redis://:hunter2@127.0.0.1:1'], 1, 'Redis cannot be reached at the address of --redis.'],
  ])('%j ends with %i and a sentence', async (args, code, sentence) => {
    const result = await run(...args);
    expect([result.code, result.output]).toEqual([code, '']);
    expect(result.error).toContain(sentence);
    expect(result.error).not.toContain('hunter2');
  });

  it('revokes nothing it does not find', async () => {
    await mint('--id', 'ada', ...store);
    expect((await run('revoke', ...store)).error).toContain('revoke needs --id or --digest, one of them.');
    expect((await run('revoke', '--id', 'bob', ...store)).error).toBe('There is no key of bob.\n');
    expect(await fileKeyStore(store[1] ?? '').list()).toHaveLength(1);
  });
});

describe('in Redis', () => {
  let redis: RedisProcess;
  beforeAll(async () => {
    redis = await startRedis();
  }, 60_000);
  afterAll(() => redis.kill());

  it('the same commands do the same', async () => {
    const at = ['--redis', redis.url, '--redis-prefix', 'test:'];
    await mint('--id', 'ada', ...at);
    await mint('--id', 'ada', '--rotate', '1h', ...at);
    expect((await run('list', ...at)).output.match(/^ada /gm)).toHaveLength(2);
    expect((await run('list', '--redis', redis.url)).output).not.toContain('ada');
    expect((await run('revoke', '--id', 'ada', ...at)).output.match(/revoked/g)).toHaveLength(2);
  });
});

it('is a program', async () => {
  const file = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const child = spawn(process.execPath, [file, 'mint', '--id', 'ada', ...store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(code).toBe(0);
  expect(output).toMatch(/^tg_live_/);
  expect(existsSync(store[1] ?? '')).toBe(true);
  expect(readFileSync(store[1] ?? '', 'utf8')).not.toContain(output.split('\n')[0]);
});
