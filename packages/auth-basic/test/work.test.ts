import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashPassword } from '@toolgate/auth-basic';
import { fakeClock } from '@toolgate/testing';
import { ada, basic, basicServer, light, login, people } from './basic-server.js';
import { hashesDuring, statuses } from './hashes-during.js';

describe('hashing', () => {
  it('is the same work for an unknown user and for a wrong password', async () => {
    const server = basicServer();
    await server.start();
    const wrong = await hashesDuring(() => login(server, basic('ada', 'wrong')));
    const unknown = await hashesDuring(() => login(server, basic('eve', 'wrong')));
    expect([wrong.hashes, unknown.hashes]).toEqual([1, 1]);
    const [one, other] = [wrong.result, unknown.result];
    expect(await one.text()).toBe(await other.text());
    const headers = (response: Response) => [...response.headers].filter(([name]) => name !== 'date');
    expect(headers(one)).toEqual(headers(other));
  });

  it('is the work of some user for an unknown name, always of the same one', async () => {
    const heavy = await hashPassword('heavy', { cost: 16, blocks: 8, rounds: 4 });
    const server = basicServer({ users: { ...people, carl: { hash: heavy } } }, { failedAttempts: false });
    await server.start();
    for (const name of ['eve', 'mallory', 'trent', 'oscar']) {
      const times: number[] = [];
      for (const guess of ['one', 'two']) {
        const before = process.cpuUsage();
        await login(server, basic(name, guess));
        times.push(process.cpuUsage(before).user);
      }
      const [one = 0, two = 0] = times;
      // The heavy hash is sixteen times the work of the others.
      expect(Math.max(one, two) / Math.min(one, two)).toBeLessThan(6);
    }
  });

  it('is not done for what is no login at all', async () => {
    const server = basicServer();
    await server.start();
    const { hashes } = await hashesDuring(() => login(server, { authorization: 'Basic !' }));
    expect(hashes).toBe(0);
  });

  it('is done once for a login that comes many times at once', async () => {
    const server = basicServer();
    await server.start();
    const { hashes, result } = await hashesDuring(() => statuses(server, Array(50).fill(ada), '192.0.2.1'));
    expect(hashes).toBe(1);
    expect(new Set(result)).toEqual(new Set([200]));
  });

  it('is done for a handful of a burst of guesses from one address, the rest is 429', async () => {
    const server = basicServer({}, { clock: fakeClock() });
    await server.start();
    const guesses = Array.from({ length: 100 }, (_, index) => basic('ada', `guess ${index}`));
    const { hashes, result } = await hashesDuring(() => statuses(server, guesses, '192.0.2.1'));
    expect(hashes).toBeLessThanOrEqual(12);
    expect(result.filter((status) => status === 401)).toHaveLength(10);
    expect(result.filter((status) => status === 429)).toHaveLength(90);
  });
});

describe('an address that failed too often', () => {
  it('gets 429 without a hash, until its time is up', async () => {
    const clock = fakeClock();
    const server = basicServer({}, { clock });
    await server.start();
    for (let guess = 0; guess < 10; guess++) await login(server, basic('ada', `guess ${guess}`), '192.0.2.1');
    const { hashes, result } = await hashesDuring(() => login(server, ada, '192.0.2.1'));
    expect([hashes, result.status]).toEqual([0, 429]);
    expect(result.headers.get('retry-after')).toBe('6');
    expect((await login(server, ada, '192.0.2.2')).status).toBe(200);
    await clock.advance(6_000);
    expect((await login(server, ada, '192.0.2.1')).status).toBe(200);
  });

  it('still lets in whoever logged in a moment ago', async () => {
    const server = basicServer({}, { clock: fakeClock() });
    expect((await login(server, ada, '192.0.2.1')).status).toBe(200);
    for (let guess = 0; guess < 12; guess++) await login(server, basic('ada', `guess ${guess}`), '192.0.2.1');
    expect((await login(server, ada, '192.0.2.1')).status).toBe(200);
  });
});

describe('a right login', () => {
  it('is remembered for a minute', async () => {
    const clock = fakeClock();
    const server = basicServer({}, { clock });
    await server.start();
    const hashes = async () => (await hashesDuring(() => login(server, ada))).hashes;
    expect(await hashes()).toBe(1);
    await clock.advance(59_999);
    expect(await hashes()).toBe(0);
    await clock.advance(1);
    expect(await hashes()).toBe(1);
  });

  it('is remembered as long as the program says, or not at all', async () => {
    const clock = fakeClock();
    const long = basicServer({ remember: '1h' }, { clock });
    const never = basicServer({ remember: 0 }, { clock });
    for (const [server, expected] of [
      [long, 1],
      [never, 2],
    ] as const) {
      await server.start();
      const { hashes } = await hashesDuring(async () => {
        await login(server, ada);
        await clock.advance(3_000_000);
        await login(server, ada);
      });
      expect(hashes).toBe(expected);
    }
  });

  it('is not remembered for another password, nor for another name', async () => {
    const users = { a: { hash: await hashPassword('b:c', light) }, 'a b': { hash: await hashPassword('c', light) } };
    const server = basicServer({ users });
    expect((await login(server, basic('a', 'b:c'))).status).toBe(200);
    expect((await login(server, basic('a', 'c'))).status).toBe(401);
    expect((await login(server, basic('a b', 'b:c'))).status).toBe(401);
  });
});

describe('the queue', () => {
  let server: ReturnType<typeof basicServer>;
  const clock = fakeClock();
  beforeEach(async () => {
    server = basicServer({}, { clock, limits: { inFlight: 10_000 } });
    await server.start();
  });
  afterEach(() => server.close({ deadline: 0 }));

  it('lets two hash at a time', async () => {
    const logins = Array.from({ length: 12 }, (_, index) => basic('ada', `wrong ${index}`));
    const { most } = await hashesDuring(() =>
      Promise.all(logins.map((headers, index) => login(server, headers, `192.0.2.${index}`))),
    );
    expect(most).toBe(2);
  });

  it('refuses with 503 who waited for eight seconds, and goes on', async () => {
    const logins = Array.from({ length: 40 }, (_, index) =>
      login(server, basic('ada', `wrong ${index}`), `192.0.2.${index}`),
    );
    await clock.advance(0);
    await clock.advance(8_000);
    const answers = await Promise.all(logins);
    const late = answers.filter(({ status }) => status === 503);
    expect(late.length).toBeGreaterThan(0);
    expect(late[0]?.headers.get('retry-after')).toBe('5');
    expect(answers.every(({ status }) => status === 401 || status === 503)).toBe(true);
    expect((await login(server, ada)).status).toBe(200);
  });

  it('refuses with 503 who finds a thousand waiting', async () => {
    const logins = Array.from({ length: 1_010 }, (_, index) =>
      login(server, basic('ada', `wrong ${index}`), `198.51.${index >> 8}.${index & 255}`),
    );
    const first = await Promise.race(logins.slice(-5));
    expect(first.status).toBe(503);
    await clock.advance(8_000);
    const counts = (await Promise.all(logins)).map(({ status }) => status);
    expect(new Set(counts)).toEqual(new Set([401, 503]));
  });
});
