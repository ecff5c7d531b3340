import { describe, expect, it } from '@jest/globals';
import { digestKey, mintKey } from '@toolgate/auth-apikey';
import { fakeClock } from '@toolgate/testing';
import { keyServer, login } from './key-server.js';

const secret = mintKey();
const server = () => keyServer({ ada: { secret, permissions: ['*'] } });

const swapped = secret.replace(/[a-zA-Z](?=[^a-zA-Z]*$)/, (letter) =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
);

const wrong: readonly (readonly [string, string])[] = [
  ['another key', mintKey()],
  ['a prefix of the key', secret.slice(0, -1)],
  ['a key with a suffix', `${secret}x`],
  ['a key with something before it', `x${secret}`],
  ['a key in another case', swapped],
  ['a key in upper case', secret.toUpperCase()],
  ['the digest of the key', digestKey(secret)],
  ['the label', 'ada'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['undefined', 'undefined'],
  ['the prefix alone', 'tg_'],
  ['the key in quotes', `"${secret}"`],
  ['the key twice', `${secret}, ${secret}`],
  ['a very long key', `tg_${'x'.repeat(20_000)}`],
  ['a long key below the limit', `tg_${'x'.repeat(8_000)}`],
];

describe.each(wrong)('%s', (_, value) => {
  it.each([
    ['in X-API-Key', { 'x-api-key': value }],
    ['as a bearer value', { authorization: `Bearer ${value}` }],
  ])('%s is 401 with the challenge', async (__, headers) => {
    const response = await login(server(), headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.text()).not.toContain(value);
  });
});

describe('a key that is not where keys belong', () => {
  it.each([
    ['missing', {}],
    ['empty in X-API-Key', { 'x-api-key': '' }],
    ['empty as a bearer value', { authorization: 'Bearer ' }],
    ['without a scheme', { authorization: secret }],
    ['of another scheme', { authorization: `Basic ${secret}` }],
    ['in a header of another name', { 'x-apikey': secret }],
    ['in a cookie', { cookie: `x-api-key=${secret}` }],
    ['valid beside a wrong one', { 'x-api-key': secret, authorization: `Bearer ${mintKey()}` }],
    ['wrong beside a valid one', { 'x-api-key': mintKey(), authorization: `Bearer ${secret}` }],
    ['beside a bearer value that nobody knows', { 'x-api-key': secret, authorization: 'Bearer something' }],
  ])('is 401: %s', async (_, headers) => {
    expect((await login(server(), headers)).status).toBe(401);
  });

  it.each(['api_key', 'apiKey', 'key', 'x-api-key', 'access_token', 'authorization'])(
    'is 401 in the query as %s',
    async (name) => {
      expect((await login(server(), {}, `?${name}=${secret}`)).status).toBe(401);
      expect((await login(server(), {}, `?${name}=Bearer%20${secret}`)).status).toBe(401);
    },
  );
});

it('is refused with 429 when it is guessed too often, while valid keys of the same address pass', async () => {
  const guarded = keyServer({ ada: { secret } }, { clock: fakeClock() });
  const from = (key: string) => login(guarded, { 'x-api-key': key }, '', '192.0.2.1');
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess++) statuses.push((await from(mintKey())).status);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  expect((await from(secret)).status).toBe(200);
});
