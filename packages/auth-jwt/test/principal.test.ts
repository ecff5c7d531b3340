import { describe, expect, it } from '@jest/globals';
import type { JwtOptions } from '@toolgate/auth-jwt';
import { connect, type FakeClock, fakeClock } from '@toolgate/testing';
import fc from 'fast-check';
import { audience, issuer, jwtServer, login, token, untyped } from './jwt-server.js';

async function who(claims: object, options: Partial<JwtOptions> = {}) {
  const headers = { authorization: `Bearer ${token(claims)}` };
  const client = await connect(jwtServer(options).server, { headers });
  return JSON.parse(Object(Object((await client.callTool({ name: 'who' })).content)[0]).text);
}

describe('the caller of a token', () => {
  it('is the subject of its issuer, with its claims', async () => {
    expect(await who({ name: 'Ada', permissions: ['notes'], roles: ['editor'] })).toEqual({
      id: 'jwt:https://login.example.com:ada',
      name: 'Ada',
      permissions: ['notes'],
      roles: ['editor'],
      claims: {
        sub: 'ada',
        name: 'Ada',
        permissions: ['notes'],
        roles: ['editor'],
        iss: issuer,
        aud: audience,
        iat: 1767225600,
        exp: 1767229200,
      },
      expiresAt: 1767229205000,
      authenticator: 'auth-jwt',
    });
  });

  it.each<[string, object, readonly string[]]>([
    ['a list', { permissions: ['a', 'b.c'] }, ['a', 'b.c']],
    ['a text', { permissions: 'a b.c' }, ['a', 'b.c']],
    ['scope', { scope: 'a  b' }, ['a', 'b']],
    ['scp as a list', { scp: ['a', 'b'] }, ['a', 'b']],
    ['scp as a text', { scp: 'a b' }, ['a', 'b']],
    ['all of them', { permissions: ['a'], scope: 'a b', scp: 'c' }, ['a', 'b', 'c']],
    ['no claim', {}, []],
    ['odd entries', { permissions: ['a', 7, null, '', ['b']] }, ['a']],
    ['an object', { permissions: { a: true } }, []],
    ['a claim of another case', { Permissions: ['a'], SCOPE: 'b' }, []],
  ])('has the permissions of %s', async (_, claims, expected) => {
    expect((await who(claims)).permissions).toEqual(expected);
  });

  it('has what the program makes of the claims', async () => {
    const options: Partial<JwtOptions> = {
      permissions: ({ groups }) => (Array.isArray(groups) ? groups.map((group) => `group.${group}`) : []),
      roles: ({ admin }) => (admin === true ? ['admin'] : []),
      tenant: 'tid',
    };
    const claims = { groups: ['a', 'b'], admin: true, tid: 'acme', permissions: ['*'] };
    expect(await who(claims, options)).toMatchObject({
      permissions: ['group.a', 'group.b'],
      roles: ['admin'],
      tenant: 'acme',
    });
  });

  it('may use what its permissions grant', async () => {
    const tools = async (claims: object) => {
      const headers = { authorization: `Bearer ${token(claims)}` };
      return (await (await connect(jwtServer().server, { headers })).listTools()).tools.map(({ name }) => name);
    };
    expect(await tools({ scope: 'notes' })).toEqual(['who', 'write']);
    expect(await tools({ scope: 'notes.read' })).toEqual(['who']);
  });

  it('keeps its claims, whatever a handler does to them', async () => {
    const { server } = jwtServer();
    server.tool('spoil', { description: 'x' }, (_, { principal }) => {
      const list: unknown = principal?.claims.groups;
      return Reflect.set(Object(list), 0, 'spoilt') ? 'spoilt' : 'kept';
    });
    const client = await connect(server, { headers: { authorization: `Bearer ${token({ groups: ['a'] })}` } });
    expect(await client.callTool({ name: 'spoil' })).toMatchObject({ content: [{ text: 'kept' }] });
  });
});

describe('required claims', () => {
  it.each<[string, object, number]>([
    ['there', { tid: 'x' }, 200],
    ['missing', {}, 401],
    ['null', { tid: null }, 401],
    ['empty', { tid: '' }, 401],
    ['an empty list', { tid: [] }, 401],
    ['false, which is something', { tid: false }, 200],
  ])('are %s', async (_, claims, status) => {
    const { server } = jwtServer({ requiredClaims: ['sub', 'tid'] });
    expect((await login(server, token(claims))).status).toBe(status);
  });

  it.each(['constructor', 'toString', '__proto__'])('are not inherited: %s', async (claim) => {
    expect((await login(jwtServer({ requiredClaims: [claim] }).server, token())).status).toBe(401);
  });
});

describe('a token', () => {
  const at = async (clock: FakeClock, server: ReturnType<typeof jwtServer>['server'], ms: number, bearer: string) => {
    await clock.advance(ms);
    return (await login(server, bearer)).status;
  };

  it('that was accepted is refused once it has expired', async () => {
    const { server, clock } = jwtServer();
    const bearer = token({}, { expiresIn: '1m' });
    expect(await at(clock, server, 0, bearer)).toBe(200);
    expect(await at(clock, server, 64_999, bearer)).toBe(200);
    expect(await at(clock, server, 1, bearer)).toBe(401);
  });

  it('that is valid for too long is refused', async () => {
    const { server } = jwtServer({ maxLifetime: '1h' });
    expect((await login(server, token())).status).toBe(200);
    expect((await login(server, token({}, { expiresIn: '61m' }))).status).toBe(401);
  });

  it('is accepted from each of several issuers, and their subjects are different callers', async () => {
    const other = 'https://other.example.com';
    const { server } = jwtServer({ issuer: [issuer, other] });
    const ids = await Promise.all(
      [issuer, other].map(async (from) => {
        const client = await connect(server, { headers: { authorization: `Bearer ${token({}, { issuer: from })}` } });
        return JSON.parse(Object(Object((await client.callTool({ name: 'who' })).content)[0]).text).id;
      }),
    );
    expect(ids).toEqual([`jwt:${issuer}:ada`, `jwt:${other}:ada`]);
  });

  it('for other services is accepted only where the program says so', async () => {
    const foreign = token({}, { audience: 'https://other.example.com' });
    expect((await login(jwtServer().server, foreign)).status).toBe(401);
    expect((await login(jwtServer({ audience: false }).server, foreign)).status).toBe(200);
  });

  it('that is revoked is refused at the next request, also when it was seen before', async () => {
    const revoked = new Set<unknown>();
    for (const hook of [
      ({ jti }: { readonly jti?: unknown }) => revoked.has(jti),
      async ({ jti }: { readonly jti?: unknown }) => revoked.has(jti),
    ]) {
      revoked.clear();
      const { server } = jwtServer({ revoked: hook });
      const bearer = token({ jti: 'a' });
      expect((await login(server, bearer)).status).toBe(200);
      revoked.add('a');
      expect((await login(server, bearer)).status).toBe(401);
      expect((await login(server, token({ jti: 'b' }))).status).toBe(200);
    }
  });

  it('is refused where it cannot be known whether it was revoked', async () => {
    const failing = (): boolean => {
      throw new Error('the list of revoked tokens is down');
    };
    expect((await login(jwtServer({ revoked: failing }).server, token())).status).toBe(503);
    expect((await login(jwtServer({ revoked: async () => failing() }).server, token())).status).toBe(503);
    const odd = untyped(jwtServer, { revoked: () => undefined });
    expect((await login(odd.server, token())).status).toBe(401);
  });
});

it('two callers at once are never taken for each other', async () => {
  const { server } = jwtServer();
  const subjects = Array.from({ length: 30 }, (_, index) => `user-${index % 6}`);
  const ids = await Promise.all(
    subjects.map(async (sub) => {
      const client = await connect(server, { headers: { authorization: `Bearer ${token({ sub })}` } });
      return JSON.parse(Object(Object((await client.callTool({ name: 'who' })).content)[0]).text).claims.sub;
    }),
  );
  expect(ids).toEqual(subjects);
});

it('whatever its subject and claims, what is signed is what is read', async () => {
  const { server } = jwtServer();
  const clock = fakeClock();
  const subject = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => /^\P{Cc}+$/u.test(text) && text.trim() !== '');
  const property = fc.asyncProperty(subject, fc.array(fc.string()), async (sub, permissions) => {
    const client = await connect(server, {
      headers: { authorization: `Bearer ${token({ sub, permissions }, { clock })}` },
    });
    const principal = JSON.parse(Object(Object((await client.callTool({ name: 'who' })).content)[0]).text);
    expect(principal.id).toBe(`jwt:${issuer}:${sub}`);
    expect(principal.permissions).toEqual([...new Set(permissions.filter((text) => text !== ''))]);
  });
  await fc.assert(property, { numRuns: 60 });
});
