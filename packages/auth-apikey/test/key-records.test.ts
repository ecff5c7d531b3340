import { afterEach, describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, mintKey } from '@toolgate/auth-apikey';
import { keptLog, keyServer, login, untyped } from './key-server.js';

const secret = mintKey();

describe('apiKey refuses', () => {
  it.each([
    ['a blank secret', { ada: { secret: '   ' } }, 'API key "ada" has an empty secret.'],
    ['an empty secret', { ada: { secret: '' } }, 'API key "ada" has an empty secret.'],
    ['a secret that is undefined', { ada: { secret: undefined } }, 'API key "ada" has an empty secret.'],
    ['a secret that is no text', { ada: { secret: 7 } }, 'API key "ada" has an empty secret.'],
    ['the text undefined', { ada: { secret: 'undefined' } }, 'API key "ada" has the text "undefined" as its secret.'],
    ['the text null', { ada: { secret: 'null' } }, 'API key "ada" has the text "null" as its secret.'],
    ['blanks around a secret', { ada: { secret: ` ${secret}` } }, 'API key "ada" has a secret with blanks around it.'],
    ['a newline after a secret', { ada: { secret: `${secret}\n` } }, 'blanks around it'],
    [
      'a secret that no header can carry',
      { ada: { secret: 'schlüssel-mit-umlaut' } },
      /API key "ada" has a secret .*header/,
    ],
    ['a secret of two lines', { ada: { secret: 'a-secret-of-two\nlines' } }, /API key "ada" has a secret .*header/],
    ['a digest of another kind', { ada: { digest: 'abc' } }, 'API key "ada" has a digest that is not SHA-256'],
    ['a digest in upper case', { ada: { digest: digestKey(secret).toUpperCase() } }, 'in lower-case hexadecimal'],
    [
      'a secret and a digest',
      { ada: { secret, digest: digestKey(secret) } },
      'has secret and digest: give one of them',
    ],
    ['a misspelt field', { ada: { secret, permission: ['a'] } }, 'API key "ada" has the unknown field permission.'],
    [
      'permissions as text',
      { ada: { secret, permissions: 'admin' } },
      'API key "ada" has wrong permissions: give a list',
    ],
    ['a blank permission', { ada: { secret, permissions: ['a', ' '] } }, 'API key "ada" has the permission " "'],
    ['a permission that is no text', { ada: { secret, permissions: [7] } }, 'API key "ada" has wrong permissions'],
    ['roles as text', { ada: { secret, roles: 'admin' } }, 'API key "ada" has wrong roles: give a list'],
    ['a tenant that is no text', { ada: { secret, tenant: 7 } }, 'API key "ada" has a tenant that is no text.'],
    ['an end that is no date', { ada: { secret, expires: 'soon' } }, 'API key "ada" expires at soon: use a date'],
    ['an end that is no time', { ada: { secret, expires: Number.NaN } }, 'API key "ada" expires at NaN: use a date'],
    ['no records of a label', { ada: [] }, 'apiKey has no keys: give at least one.'],
    ['an empty list', [], 'apiKey has no keys: give at least one.'],
    ['a blank in a list', [secret, ' '], 'API key 2 has an empty secret.'],
    ['a key twice in a list', [secret, secret], 'have the same secret: mint another'],
    [
      'a misspelt field of a key by secret',
      { [secret]: { permission: [] } },
      'API key 1 has the unknown field permission.',
    ],
    [
      'a wrong permission of a key by secret',
      { [secret]: { permissions: ['a..b'] } },
      'API key 1 has the permission "a..b"',
    ],
    ['an empty label', { '': { secret } }, 'An API key has an empty label: name who uses it.'],
    ['a blank label', { ' ': { secret } }, 'An API key has an empty label'],
    ['a key that is null', { ada: null }, 'API key 1 must be a secret, { secret, permissions } or'],
    ['a key that is a number', { ada: 7 }, 'API key 1 must be a secret, { secret, permissions } or'],
    ['a label without its secret', { ada: { permissions: ['*'] } }, 'API key 1 has neither secret nor digest'],
    [
      'one of several without its secret',
      { ada: [{ secret }, { permissions: ['*'] }] },
      'API key "ada" has an empty secret.',
    ],
    [
      'a day there is not',
      { ada: { secret, expires: '2026-02-30' } },
      'API key "ada" expires at 2026-02-30: use a date',
    ],
    ['a number as a date', { ada: { secret, expires: '1' } }, 'API key "ada" expires at 1: use a date'],
    [
      'a time without a zone',
      { ada: { secret, expires: '2026-02-03T10:00' } },
      'API key "ada" expires at 2026-02-03T10:00',
    ],
    ['no keys', {}, 'apiKey has no keys: give at least one.'],
    [
      'two keys of one secret',
      { ada: { secret }, bob: { secret } },
      '"ada" and "bob" have the same secret: mint another',
    ],
    ['a secret and its digest', { ada: { secret }, bob: { digest: digestKey(secret) } }, 'have the same secret'],
  ])('%s, naming the label', (_, keys, sentence) => {
    expect(() => untyped(apiKey, { keys })).toThrow(sentence);
  });

  it.each<[string, unknown, string]>([
    ['no options', undefined, 'apiKey needs keys by label'],
    ['neither keys nor a store', {}, 'apiKey needs keys by label'],
    ['keys that are null', { keys: null }, 'apiKey needs keys by label'],
    ['keys beside a store', { keys: [secret], store: {} }, 'apiKey has keys and a store: give one of them.'],
    ['a store that is none', { store: {} }, 'apiKey has a store that cannot find and list keys'],
    ['an option it does not know', { keys: [secret], heder: 'x' }, 'apiKey does not know the option heder.'],
    [
      'default permissions of a store',
      { store: { find() {}, list() {} }, defaultPermissions: [] },
      'the keys of a store say',
    ],
    ['bearer as text', { keys: [secret], bearer: 'false' }, 'bearer of apiKey must be true or false.'],
    ['a header that is none', { keys: [secret], header: 'x key' }, 'apiKey has the header "x key"'],
    ['the header of schemes', { keys: [secret], header: 'Authorization' }, 'apiKey has the header "Authorization"'],
  ])('%s', (_, options, sentence) => {
    expect(() => untyped(apiKey, options)).toThrow(sentence);
  });
});

describe('a key shorter than 16 characters', () => {
  const environment = process.env.NODE_ENV;

  afterEach(() => {
    process.env.NODE_ENV = environment;
  });

  const keys = { ada: { secret: 'only-15-letters' }, bob: { secret: 'sixteen-letters!' }, eve: { secret: 'short' } };

  it('is warned of once at start, by label, and works', async () => {
    const log = keptLog();
    const server = keyServer(keys, { log });
    expect((await login(server, { 'x-api-key': 'only-15-letters' })).status).toBe(200);
    await server.start();
    expect(log.records).toEqual([
      {
        level: 'warn',
        fields: { plugin: 'auth-apikey' },
        message: expect.stringContaining('shorter than 16 characters can be guessed from their digest: "ada", "eve".'),
      },
    ]);
  });

  it('is refused with NODE_ENV=production', () => {
    process.env.NODE_ENV = 'production';
    expect(() => apiKey({ keys })).toThrow('"ada", "eve". Mint longer ones.');
    expect(() => apiKey({ keys: { bob: keys.bob } })).not.toThrow();
  });

  it('cannot be told where only its digest is given', async () => {
    process.env.NODE_ENV = 'production';
    const log = keptLog();
    await keyServer({ ada: { digest: digestKey('short') } }, { log }).start();
    expect(log.records).toEqual([]);
  });
});

describe('mintKey', () => {
  it('makes keys of tg_live_ and 256 bits that can be sent in headers and URLs', () => {
    for (let key = 0; key < 100; key++) expect(mintKey()).toMatch(/^tg_live_[A-Za-z0-9_-]{43}$/);
  });

  it('says what else a key is for', () => {
    expect(mintKey({ prefix: 'tg_test_' })).toMatch(/^tg_test_[A-Za-z0-9_-]{43}$/);
    for (const prefix of ['sk_', 'tg_', 'tg_Live_', 'tg_live']) {
      expect(() => mintKey({ prefix })).toThrow(`A key cannot begin with "${prefix}"`);
    }
  });

  it('makes no key twice, and uses every letter', () => {
    const keys = Array.from({ length: 1_000 }, mintKey);
    expect(new Set(keys).size).toBe(1_000);
    expect(new Set(keys.map((key) => key.slice(3)).join('')).size).toBe(64);
  });
});

it('digestKey is SHA-256 in lower-case hexadecimal', () => {
  expect(digestKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(digestKey('grüße')).toMatch(/^[0-9a-f]{64}$/);
});
