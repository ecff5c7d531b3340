import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeySetOptions } from '@toolgate/auth-jwt';
import { craft, goodClaims, rsaForge } from './crafted.js';
import { ec, jwtServer, login, rsa, token } from './jwt-server.js';
import { KeyServer } from './key-server.js';

const next = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 });
const source = new KeyServer();

beforeEach(async () => {
  source.keys = [source.jwk(rsa.publicKey, 'one')];
  source.answer = undefined;
  source.fetches = 0;
  await source.listen();
});
afterEach(() => source.kill());

function keySetServer(jwks: KeySetOptions = {}) {
  return jwtServer({ jwksUri: source.url, algorithms: ['RS256', 'ES256'], jwks });
}

const signed = (key = rsa, kid = 'one', sub = 'ada') =>
  token({ sub }, { privateKey: key.privateKey, algorithm: 'RS256', kid });

/** Tries until the status is reached: what the library counts in real time cannot be moved by hand. */
async function eventually(status: number, attempt: () => Promise<Response>): Promise<void> {
  for (let tries = 0; (await attempt()).status !== status; tries++) {
    if (tries > 400) throw new Error(`never became ${status}`);
    await pause(25);
  }
}

describe('a key set', () => {
  it('is fetched once for many tokens that come at once', async () => {
    const { server } = keySetServer();
    const tokens = Array.from({ length: 50 }, (_, index) => signed(rsa, 'one', `user-${index}`));
    const answers = await Promise.all(tokens.map((one) => login(server, one)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(source.fetches).toBe(1);
  });

  it('may hold keys of several kinds, and others that are not for signatures', async () => {
    source.keys = [
      source.jwk(rsa.publicKey, 'enc', { use: 'enc' }),
      { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' },
      { kty: 'OKP', crv: 'Ed25519', kid: 'ed', x: 'x' },
      source.jwk(rsa.privateKey, 'private'),
      null,
      7,
      { kty: 'RSA' },
      { kty: 'RSA', kid: 'broken', n: 'x', e: 'y' },
      source.jwk(weak.publicKey, 'weak'),
      source.jwk(ec.publicKey, 'ec'),
      source.jwk(rsa.publicKey, 'one'),
    ];
    const { server } = keySetServer();
    expect((await login(server, signed())).status).toBe(200);
    const elliptic = token({}, { privateKey: ec.privateKey, algorithm: 'ES256', kid: 'ec' });
    expect((await login(server, elliptic)).status).toBe(200);
    for (const kid of ['enc', 'oct', 'ed', 'private']) expect((await login(server, signed(rsa, kid))).status).toBe(401);
    expect((await login(server, craft(rsaForge(weak.privateKey, 'weak'), goodClaims))).status).toBe(401);
  });

  it('accepts a new key beside the old one, and forgets a key that is withdrawn', async () => {
    const { server, clock } = keySetServer({ cooldown: 0, maxAge: 0 });
    const old = signed();
    expect((await login(server, old)).status).toBe(200);
    source.keys = [source.jwk(rsa.publicKey, 'one'), source.jwk(next.publicKey, 'two')];
    expect((await login(server, signed(next, 'two'))).status).toBe(200);
    expect((await login(server, signed(rsa, 'one', 'bob'))).status).toBe(200);
    source.keys = [source.jwk(next.publicKey, 'two')];
    expect((await login(server, signed(rsa, 'one', 'carl'))).status).toBe(401);
    // A token that was verified lately is trusted for five minutes.
    expect((await login(server, old)).status).toBe(200);
    await clock.advance(300_000);
    expect((await login(server, old)).status).toBe(401);
  });

  it('is not fetched for ten thousand invented keys, and a new one is accepted one cool-down later', async () => {
    const { server } = keySetServer({ cooldown: '2s' });
    expect((await login(server, signed())).status).toBe(200);
    const forge = (index: number) => craft(rsaForge(ec.privateKey, `invented-${index}`), goodClaims);
    const begun = performance.now();
    for (let batch = 0; batch < 100; batch++) {
      const tokens = Array.from({ length: 100 }, (_, index) => forge(batch * 100 + index));
      const answers = await Promise.all(tokens.map((one) => login(server, one)));
      expect(answers.every(({ status }) => status === 401)).toBe(true);
    }
    const cooldowns = (performance.now() - begun) / 2_000;
    expect(source.fetches).toBeLessThanOrEqual(2 + Math.ceil(cooldowns));
    source.keys = [source.jwk(rsa.publicKey, 'one'), source.jwk(next.publicKey, 'two')];
    const published = performance.now();
    await eventually(200, () => login(server, signed(next, 'two')));
    // One cool-down, with the slack of a busy machine.
    expect(performance.now() - published).toBeLessThan(20_000);
  });
});

describe('while the source is down', () => {
  it('the last set serves, until it is a day old', async () => {
    const { server, clock } = keySetServer({ maxAge: 0 });
    expect((await login(server, signed())).status).toBe(200);
    await source.kill();
    const claims = { ...goodClaims, exp: goodClaims.exp + 172_800 };
    const long = (sub: string) => craft(rsaForge(rsa.privateKey, 'one'), { ...claims, sub });
    expect((await login(server, long('bob'))).status).toBe(200);
    await clock.advance(86_399_000);
    expect((await login(server, long('carl'))).status).toBe(200);
    await clock.advance(1_000);
    const refused = await login(server, long('dora'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    await source.listen();
    await clock.advance(10_000);
    expect((await login(server, long('dora'))).status).toBe(200);
  });

  it('a key that is not in the last set is 503: it may be a new one', async () => {
    const { server } = keySetServer({ cooldown: 0 });
    expect((await login(server, signed())).status).toBe(200);
    await source.kill();
    expect((await login(server, signed(next, 'two'))).status).toBe(503);
    expect((await login(server, signed(rsa, 'one', 'bob'))).status).toBe(200);
    await source.listen();
  });

  it('the log says why', async () => {
    await source.kill();
    const told: unknown[] = [];
    const warn = (fields: object) => void told.push(fields);
    const log = { debug: warn, info: warn, warn, error: warn };
    const { server } = jwtServer({ jwksUri: source.url, algorithms: ['RS256'] }, { log });
    expect((await login(server, signed())).status).toBe(503);
    expect(inspect(told, { depth: 9 })).toContain('ECONNREFUSED');
    await source.listen();
  });

  it('from the start, tokens are 503, and the source is left alone for a cool-down', async () => {
    source.answer = (_, response) => response.writeHead(500).end();
    const { server, clock } = keySetServer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => login(server, signed(rsa, 'one', `${index}`))),
    );
    expect(answers.every(({ status }) => status === 503)).toBe(true);
    expect(source.fetches).toBe(1);
    source.answer = undefined;
    expect((await login(server, signed())).status).toBe(503);
    await clock.advance(10_000);
    expect((await login(server, signed())).status).toBe(200);
    expect(source.fetches).toBe(2);
  });
});

describe('a source is taken for down that', () => {
  it.each<[string, KeyServer['answer']]>([
    ['answers nothing', () => undefined],
    ['redirects', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['answers 404', (_, response) => response.writeHead(404).end('{"keys":[]}')],
    ['sends no JSON', (_, response) => response.end('<html>')],
    ['sends null', (_, response) => response.end('null')],
    ['sends no list of keys', (_, response) => response.end('{"keys":{}}')],
    ['sends more than 256 KiB', (_, response) => response.end(JSON.stringify({ keys: [], x: 'x'.repeat(300_000) }))],
    ['breaks off', (_, response) => void response.writeHead(200, { 'content-length': 99 }).end('{"keys":[')],
  ])('%s', async (_, answer) => {
    source.answer = answer;
    const { server } = keySetServer({ timeout: 300 });
    expect((await login(server, signed())).status).toBe(503);
  });
});
