import { describe, expect, it } from '@jest/globals';
import { clientOptions } from '../src/client/client-options.js';
import { programOptions } from '../src/program/program-options.js';

describe('the options of the server', () => {
  it('serve HTTP on this machine at port 3000 unless they are told otherwise', () => {
    const defaults = {
      transport: 'http',
      host: '127.0.0.1',
      port: 3000,
      keys: undefined,
      tokenSecret: undefined,
      users: undefined,
      delayMs: 0,
    };
    expect(programOptions([], {})).toEqual(defaults);
    expect(programOptions([], { PORT: '', HOST: '', ATLAS_KEYS: '', ATLAS_DELAY_MS: '' })).toEqual(defaults);
  });

  it('come from the environment and the command line', () => {
    const environment = {
      PORT: '0',
      HOST: '::1',
      ATLAS_KEYS: 'a=tg_0123456789abcdef:*',
      ATLAS_JWT_SECRET: 'x'.repeat(32),
      ATLAS_USERS: 'ada=scrypt$x:countries.read',
      ATLAS_DELAY_MS: '250',
    };
    expect(programOptions(['--stdio'], environment)).toEqual({
      transport: 'stdio',
      host: '::1',
      port: 0,
      keys: { a: { secret: 'tg_0123456789abcdef', permissions: ['*'] } },
      tokenSecret: 'x'.repeat(32),
      users: { ada: { hash: 'scrypt$x', permissions: ['countries.read'] } },
      delayMs: 250,
    });
  });

  it.each(['65536', '-1', '3000.5', '0x10', ' 80', 'http', '1e3'])('refuse the port %j', (port) => {
    expect(() => programOptions([], { PORT: port })).toThrow(
      `PORT is ${JSON.stringify(port)}: use a whole number from 0 to 65535.`,
    );
  });

  it.each([
    ['ATLAS_JWT_SECRET', 'hunter2', 'ATLAS_JWT_SECRET is shorter than 32 bytes'],
    ['ATLAS_USERS', 'ada=hunter2:*', 'ATLAS_USERS entry 1 has another form'],
    ['ATLAS_USERS', 'ada=scrypt$hunter2', 'ATLAS_USERS entry 1 has another form'],
    ['ATLAS_USERS', 'Ada=scrypt$hunter2:*', 'ATLAS_USERS entry 1 has a wrong name'],
    ['ATLAS_USERS', 'ada=scrypt$hunter2:*;ada=scrypt$hunter2:*', 'ATLAS_USERS has two users "ada"'],
    ['ATLAS_USERS', 'ada=scrypt$hunter2:country', 'ATLAS_USERS entry 1 ("ada"): permission 1 opens no tool'],
  ])('refuse a wrong %s and never quote it: %s', (name, value, sentence) => {
    expect(() => programOptions([], { [name]: value })).toThrow(sentence);
    expect(() => programOptions([], { [name]: value })).not.toThrow('hunter2');
  });

  it('refuse flags that do not exist and other arguments', () => {
    expect(() => programOptions(['--sdtio'], {})).toThrow('--sdtio');
    expect(() => programOptions(['stdio'], {})).toThrow('stdio');
  });
});

describe('the options of the client', () => {
  it('lead to the URL that the server uses by default', () => {
    const { url, key, stdio } = clientOptions(['--key', 'tg_x']);
    expect([url.href, key, stdio]).toEqual(['http://127.0.0.1:3000/mcp', 'tg_x', false]);
  });

  it('need no key over stdio', () => {
    expect(clientOptions(['--stdio'])).toMatchObject({ stdio: true, key: undefined });
  });

  it.each([
    [['--url', 'localhost:3000', '--key', 'tg_x'], '--url is "localhost:3000": use a URL such as'],
    [[], '--key is missing: give one of the keys'],
    [['--key', 'tg_…'], '--key holds characters that no key has: copy the whole key.'],
  ])('refuse %j with a sentence', (args, sentence) => {
    expect(() => clientOptions(args)).toThrow(sentence);
  });
});
