import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JwtOptions } from '@toolgate/auth-jwt';
import { craft, type Forge, goodClaims, hmac, rsaForge } from './crafted.js';
import { hostileTokens } from './hostile-tokens.js';
import { ec, jwtServer, login, pem, rsa } from './jwt-server.js';
import { KeyServer } from './key-server.js';

const keyServer = new KeyServer();
beforeAll(() => keyServer.listen());
afterAll(() => keyServer.kill());

const kinds: readonly (readonly [string, () => Partial<JwtOptions>, Forge])[] = [
  ['a shared secret', () => ({}), hmac()],
  ['a public key', () => ({ publicKey: rsa.publicKey, algorithms: ['RS256'] }), rsaForge(rsa.privateKey)],
  [
    'keys by id',
    () => ({ keys: { one: { publicKey: pem(rsa) } }, algorithms: ['RS256'] }),
    rsaForge(rsa.privateKey, 'one'),
  ],
  [
    'a key set',
    () => {
      keyServer.keys = [keyServer.jwk(rsa.publicKey, 'one')];
      return { jwksUri: keyServer.url, algorithms: ['RS256'] };
    },
    rsaForge(rsa.privateKey, 'one'),
  ],
];

describe.each(kinds)('with %s', (_, options, forge) => {
  it('the token that all others are made from is accepted', async () => {
    expect((await login(jwtServer(options()).server, craft(forge, goodClaims))).status).toBe(200);
  });

  it.each(hostileTokens)('a token is 401 that has %s', async (__, make) => {
    const token = make(forge);
    const response = await login(jwtServer(options()).server, token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    const text = await response.text();
    expect(text).not.toContain(token.slice(-30));
    expect(text).not.toMatch(/example\.com/);
  });

  it.each([
    ['one of several audiences', { aud: ['x', goodClaims.aud] }],
    ['an expiry a second ago, within what clocks may differ', { exp: goodClaims.iat - 4 }],
    ['claims called like members of objects', { constructor: 'x', toString: 'y', hasOwnProperty: 1 }],
    ['permissions of odd types', { permissions: [7, null, {}], scope: 9, scp: false, roles: 'a' }],
  ])('a token is accepted that has %s', async (__, changes) => {
    expect((await login(jwtServer(options()).server, craft(forge, { ...goodClaims, ...changes }))).status).toBe(200);
  });
});

describe('with a public key', () => {
  const publicKey = { publicKey: rsa.publicKey, algorithms: ['RS256'] } as const;

  it.each([
    ['as PEM', pem(rsa)],
    ['as PEM without its last line break', pem(rsa).trimEnd()],
    ['as DER', rsa.publicKey.export({ type: 'spki', format: 'der' })],
    ['as PKCS #1', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
  ])('it is no secret of HMAC: %s', async (_, key) => {
    for (const alg of ['HS256', 'RS256']) {
      expect((await login(jwtServer(publicKey).server, craft(hmac(key, 'sha256', alg), goodClaims))).status).toBe(401);
    }
  });

  it('a token of another algorithm with a right signature of that is refused', async () => {
    const forged = craft({ ...rsaForge(rsa.privateKey), alg: 'RS512' }, goodClaims);
    expect((await login(jwtServer(publicKey).server, forged)).status).toBe(401);
  });

  it.each(['jku', 'x5u', 'jwk', 'x5c'])('a key that the token brings along as %s is not looked at', async (name) => {
    const mine = { jwk: ec.publicKey.export({ format: 'jwk' }), x5c: ['x'] };
    const value = Object.hasOwn(mine, name) ? Reflect.get(mine, name) : keyServer.url;
    const before = keyServer.fetches;
    const forged = craft(rsaForge(ec.privateKey), goodClaims, { [name]: value });
    expect((await login(jwtServer(publicKey).server, forged)).status).toBe(401);
    expect(keyServer.fetches).toBe(before);
  });
});

describe('with keys by id', () => {
  it.each(['../../etc/passwd', "' OR 1=1 --", '__proto__', 'constructor', 'hasOwnProperty', '', 'ONE', 'one '])(
    'there is none called %j',
    async (kid) => {
      const { server } = jwtServer({ keys: { one: { publicKey: pem(rsa) } }, algorithms: ['RS256'] });
      expect((await login(server, craft(rsaForge(rsa.privateKey, kid), goodClaims))).status).toBe(401);
    },
  );
});
