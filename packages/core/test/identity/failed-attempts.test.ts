import { describe, expect, it } from '@jest/globals';
import type { Server, ServerOptions } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { FailedAttempts } from '../../src/identity/failed-attempts.js';
import { plainServer } from '../server/plain-server.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { bearer, tokenAuth } from './token-auth.js';

function guardedServer(options: Partial<ServerOptions> = {}) {
  const clock = fakeClock();
  return { clock, server: plainServer({ clock, ...options }).use(tokenAuth({ ada: [] })) };
}

function login({ fetch }: Pick<Server, 'fetch'>, token: string | undefined, address?: string): Promise<Response> {
  const headers = { ...jsonHeaders, ...(token === undefined ? {} : bearer(token)) };
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers,
    body: JSON.stringify(initialize()),
  });
  return fetch(request, address === undefined ? {} : { address });
}

async function statuses(server: Pick<Server, 'fetch'>, times: number, address?: string): Promise<number[]> {
  const seen: number[] = [];
  for (let attempt = 0; attempt < times; attempt++) seen.push((await login(server, 'wrong', address)).status);
  return seen;
}

const tenThen = (last: number): number[] => [...Array<number>(10).fill(401), last];

describe('failed logins', () => {
  it('are ten a minute from one address, then 429 with Retry-After', async () => {
    const { server } = guardedServer();
    expect(await statuses(server, 11, '192.0.2.1')).toEqual(tenThen(429));
    const refused = await login(server, 'wrong', '192.0.2.1');
    expect(refused.headers.get('retry-after')).toBe('6');
    expect(await refused.json()).toMatchObject({ error: { code: 42900, data: { retryAfterMs: 6_000 } } });
  });

  it('may go on, one every six seconds', async () => {
    const { clock, server } = guardedServer();
    await statuses(server, 11, '192.0.2.1');
    await clock.advance(5_999);
    expect(await statuses(server, 1, '192.0.2.1')).toEqual([429]);
    await clock.advance(1);
    expect(await statuses(server, 2, '192.0.2.1')).toEqual([401, 429]);
    await clock.advance(60_000);
    expect(await statuses(server, 11, '192.0.2.1')).toEqual(tenThen(429));
  });

  it('never lock out a valid credential of the same address, nor are they paid for by it', async () => {
    const { server } = guardedServer();
    for (let login_ = 0; login_ < 15; login_++) expect((await login(server, 'ada', '192.0.2.1')).status).toBe(200);
    expect(await statuses(server, 11, '192.0.2.1')).toEqual(tenThen(429));
    expect((await login(server, 'ada', '192.0.2.1')).status).toBe(200);
  });

  it('are counted for each address by itself', async () => {
    const { server } = guardedServer();
    await statuses(server, 11, '192.0.2.1');
    expect(await statuses(server, 1, '192.0.2.2')).toEqual([401]);
  });

  it('of one IPv6 network of 64 bits are counted together', async () => {
    const { server } = guardedServer();
    for (let host = 1; host <= 10; host++) await statuses(server, 1, `2001:db8:0:1::${host.toString(16)}`);
    expect(await statuses(server, 1, '2001:DB8:0:1:ffff:ffff:ffff:ffff')).toEqual([429]);
    expect(await statuses(server, 1, '2001:db8:0:2::1')).toEqual([401]);
  });

  it('of an IPv4 client seen as a mapped IPv6 address are its own, not those of all IPv4 clients', async () => {
    const { server } = guardedServer();
    await statuses(server, 11, '::ffff:192.0.2.1');
    expect(await statuses(server, 1, '::ffff:198.51.100.7')).toEqual([401]);
    expect(await statuses(server, 1, '192.0.2.1')).toEqual([429]);
  });

  it('of a host that gives no address are not counted', async () => {
    expect(await statuses(guardedServer().server, 15)).toEqual(Array<number>(15).fill(401));
  });

  it('do not include requests without a credential', async () => {
    const { server } = guardedServer();
    for (let attempt = 0; attempt < 15; attempt++) {
      expect((await login(server, undefined, '192.0.2.1')).status).toBe(401);
    }
    expect(await statuses(server, 1, '192.0.2.1')).toEqual([401]);
  });

  it('can be allowed more or fewer a minute', async () => {
    const { clock, server } = guardedServer({ failedAttempts: { perMinute: 2 } });
    expect(await statuses(server, 3, '192.0.2.1')).toEqual([401, 401, 429]);
    await clock.advance(30_000);
    expect(await statuses(server, 2, '192.0.2.1')).toEqual([401, 429]);
  });

  it('are not counted at all with failedAttempts: false', async () => {
    const { server } = guardedServer({ failedAttempts: false });
    expect(await statuses(server, 15, '192.0.2.1')).toEqual(Array<number>(15).fill(401));
    expect(server.services.failedAttempts).toBeUndefined();
  });

  it('can be looked up by plugins, before they check anything costly', async () => {
    const { server } = guardedServer();
    await statuses(server, 10, '192.0.2.1');
    expect(server.services.failedAttempts?.retryAfterMs('192.0.2.1')).toBe(6_000);
    expect(server.services.failedAttempts?.retryAfterMs('192.0.2.2')).toBe(0);
  });
});

describe('FailedAttempts', () => {
  it('remembers 100,000 networks at the most, and forgets the one that failed longest ago', () => {
    const attempts = new FailedAttempts(fakeClock(), 1);
    const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    for (let index = 0; index < 100_000; index++) attempts.record(address(index));
    attempts.record(address(0));
    attempts.record('192.0.2.1');
    expect(attempts.retryAfterMs(address(0))).toBeGreaterThan(0);
    expect(attempts.retryAfterMs(address(1))).toBe(0);
    expect(attempts.retryAfterMs(address(2))).toBeGreaterThan(0);
  });

  it('answers 0 and counts nothing without an address', () => {
    const attempts = new FailedAttempts(fakeClock(), 1);
    expect([attempts.record(undefined), attempts.record(undefined), attempts.retryAfterMs(undefined)]).toEqual([
      0, 0, 0,
    ]);
  });

  it('only looks, when it is asked and not charged', () => {
    const attempts = new FailedAttempts(fakeClock(), 1);
    expect([attempts.retryAfterMs('192.0.2.1'), attempts.retryAfterMs('192.0.2.1')]).toEqual([0, 0]);
    expect([attempts.record('192.0.2.1'), attempts.record('192.0.2.1')]).toEqual([0, 60_000]);
  });
});
