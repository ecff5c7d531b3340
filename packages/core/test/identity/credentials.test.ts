import { describe, expect, it } from '@jest/globals';
import { AuthenticationError, type Credential, type Plugin } from '@toolgate/core';
import { type Connectable, connect, fakeClock } from '@toolgate/testing';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { initialize, post } from '../support/wire.js';
import { authenticating, bearer, principal, tokenAuth } from './token-auth.js';

/** An authenticator of its own header: the value is the caller's name, `bad-…` is wrong. */
function headerAuth(id = 'badge'): Plugin<'auth'> {
  return authenticating(
    id,
    ({ header, value }) => {
      if (header !== 'x-badge') return undefined;
      if (value.startsWith('bad')) throw new AuthenticationError('The badge is not valid.');
      return principal(value, { authenticator: id });
    },
    { headers: ['X-Badge'] },
  );
}

function whoServer(...plugins: readonly Plugin<'auth'>[]) {
  const server = plainServer();
  for (const plugin of plugins) server.use(plugin);
  return server.tool(
    'who',
    { description: 'x' },
    (_, call) => `${call.principal?.id} by ${call.principal?.authenticator}`,
  );
}

const both = () => whoServer(tokenAuth({ ada: [] }), headerAuth());

async function status(server: Connectable, headers: Record<string, string>): Promise<number> {
  return (await post(server, initialize(), headers)).status;
}

describe('authenticators', () => {
  it('each recognise what is of their kind', async () => {
    expect(await askText(await connect(both(), { headers: bearer('ada') }), 'who')).toBe('tokens:ada by tokens');
    expect(await askText(await connect(both(), { headers: { 'X-Badge': 'eve' } }), 'who')).toBe('badge:eve by badge');
  });

  it('may be asynchronous', async () => {
    const slow = authenticating('slow', async ({ value }) => principal(value, { authenticator: 'slow' }));
    expect(await askText(await connect(whoServer(slow), { headers: bearer('ada') }), 'who')).toBe('slow:ada by slow');
  });

  it('are asked in the order of .use() until one recognises the credential', async () => {
    const asked: string[] = [];
    const asking = (name: string, found: boolean) =>
      authenticating(name, ({ value }) => {
        asked.push(name);
        return found ? principal(value, { authenticator: name }) : undefined;
      });
    await connect(whoServer(asking('a', false), asking('b', true), asking('c', true)), { headers: bearer('x') });
    expect(new Set(asked)).toEqual(new Set(['a', 'b']));
    expect(asked.slice(0, 2)).toEqual(['a', 'b']);
  });

  it('see the scheme in lower case, the header and the value', async () => {
    const seen: Credential[] = [];
    const looking = authenticating(
      'looking',
      (credential) => {
        seen.push(credential);
        return principal('any', { authenticator: 'looking' });
      },
      { headers: ['X-Own'] },
    );
    for (const headers of [{ authorization: 'BeArEr  a b ' }, { authorization: 'Negotiate' }, { 'x-own': 'k: v' }]) {
      expect(await status(whoServer(looking), headers)).toBe(200);
    }
    expect(seen).toEqual([
      { scheme: 'bearer', header: 'authorization', value: 'a b' },
      { scheme: 'negotiate', header: 'authorization', value: '' },
      { scheme: '', header: 'x-own', value: 'k: v' },
    ]);
  });
});

describe('a credential of more than 8 KiB', () => {
  it('is refused before an authenticator spends anything on it', async () => {
    const asked: number[] = [];
    const generous = authenticating('generous', ({ value }) => {
      asked.push(value.length);
      return principal('anyone', { authenticator: 'generous' });
    });
    expect(await status(whoServer(generous), bearer('a'.repeat(8 * 1024)))).toBe(200);
    expect(await status(whoServer(generous), bearer('a'.repeat(8 * 1024 + 1)))).toBe(401);
    expect(asked).toEqual([8 * 1024]);
  });
});

describe('a request is refused', () => {
  it.each([
    ['a wrong credential', bearer('eve')],
    ['a credential that nobody recognises', { authorization: 'Digest abc' }],
    ['an empty credential', { authorization: '' }],
    ['a scheme without a value', { authorization: 'Bearer' }],
    ['a wrong credential beside a valid one', { ...bearer('ada'), 'x-badge': 'bad-one' }],
    ['a valid credential beside a wrong one', { ...bearer('eve'), 'x-badge': 'ada' }],
    ['an unrecognised credential beside a valid one', { authorization: 'Digest abc', 'x-badge': 'ada' }],
  ])('with 401 and every challenge for %s', async (_, headers) => {
    const response = await post(both(), initialize(), headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="tokens", Bearer realm="badge"');
  });

  it('with 400 for credentials of two different principals', async () => {
    const response = await post(both(), initialize(), { ...bearer('ada'), 'x-badge': 'bob' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('credentials of two different callers');
  });

  it('not for two credentials of one principal', async () => {
    const lenient = ({ value }: Credential) => principal(value, { authenticator: 'lenient' });
    const server = whoServer(authenticating('lenient', lenient, { headers: ['x-badge'] }));
    expect(await status(server, { ...bearer('ada'), 'x-badge': 'ada' })).toBe(200);
    expect(await status(server, { ...bearer('ada'), 'x-badge': 'bob' })).toBe(400);
  });
});

describe('a principal that expires', () => {
  it('is refused from that moment on', async () => {
    const clock = fakeClock(1_000_000);
    const expiring = authenticating('expiring', ({ value }) =>
      principal(value, { authenticator: 'expiring', expiresAt: 1_005_000 }),
    );
    const server = plainServer({ clock }).use(expiring);
    expect(await status(server, bearer('ada'))).toBe(200);
    await clock.advance(4_999);
    expect(await status(server, bearer('ada'))).toBe(200);
    await clock.advance(1);
    const response = await post(server, initialize(), bearer('ada'));
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('The credential has expired.');
  });

  it('whose time is no time is refused', async () => {
    const junk = authenticating('junk', () => principal('ada', { authenticator: 'junk', expiresAt: Number.NaN }));
    expect(await status(whoServer(junk), bearer('ada'))).toBe(401);
  });
});
