import { describe, expect, it } from '@jest/globals';
import { type Authenticator, RateLimitError, UnavailableError } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { quietLog } from '../support/quiet-log.js';
import { initialize, post } from '../support/wire.js';
import { authenticating, bearer, principal } from './token-auth.js';

/** A server whose authenticator answers as `authenticate` does, whatever the types say. */
function serverWith(authenticate: () => unknown) {
  const log = quietLog();
  const clock = fakeClock();
  const server = plainServer({ log, clock });
  const auth = { challenge: 'Bearer', authenticate };
  untyped(server.use.bind(server), { name: 'faulty', provides: 'auth', auth });
  server.tool('work', { description: 'x' }, () => 'never');
  return { server, log, clock };
}

const { name: _, ...nameless } = principal('ada');

describe('an authenticator that answers no principal', () => {
  it.each([
    ['null', null],
    ['true', true],
    ['a text', 'ada'],
    ['an empty object', {}],
    ['a list', [principal('ada')]],
    ['a principal without id', { ...nameless, id: undefined }],
    ['a principal with an empty id', principal('ada', { id: '' })],
    ['a principal with permissions as text', { ...nameless, permissions: 'admin' }],
    ['a principal with odd permissions', { ...nameless, permissions: ['a', 7] }],
    ['a principal without roles', { ...nameless, roles: undefined }],
    ['a principal without claims', { ...nameless, claims: null }],
    ['a promise of null', Promise.resolve(null)],
    ['a promise of an empty object', Promise.resolve({})],
  ])('refuses the request with 503 and logs it: %s', async (__, answer) => {
    const { server, log } = serverWith(() => answer);
    const response = await post(server, initialize(), bearer('ada'));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(log.records[0]).toMatchObject({ level: 'error', fields: { plugin: 'faulty' } });
    expect(String(Object(log.records[0]?.fields).err)).toContain('faulty returned no principal');
  });

  it.each([
    ['undefined', undefined],
    ['a promise of undefined', Promise.resolve(undefined)],
  ])('but %s says the credential is not of its kind: 401', async (__, answer) => {
    expect((await post(serverWith(() => answer).server, initialize(), bearer('ada'))).status).toBe(401);
  });

  it('does so each time: a bad principal is not good the second time', async () => {
    const bad = { ...nameless, permissions: 'admin' };
    const { server } = serverWith(() => bad);
    for (let request = 0; request < 2; request++) {
      expect((await post(server, initialize(), bearer('ada'))).status).toBe(503);
    }
  });
});

describe('an authenticator that fails', () => {
  const thrown = (value: unknown) => () => {
    throw value;
  };

  it.each([
    ['throws a TypeError', thrown(new TypeError('postgres://user:hunter2@db is down'))],
    ['throws null', thrown(null)],
    ['throws undefined', thrown(undefined)],
    ['throws a text', thrown('hunter2')],
    ['rejects with an error', () => Promise.reject(new Error('hunter2'))],
    ['rejects with null', () => Promise.reject(null)],
    [
      'answers an object that throws when it is looked at',
      () => ({
        get id() {
          throw new Error('hunter2');
        },
      }),
    ],
  ])('refuses the request with 503 and tells the log alone: it %s', async (__, authenticate) => {
    const { server, log } = serverWith(authenticate);
    const response = await post(server, initialize(), bearer('ada'));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toMatch(/hunter2|postgres/);
    expect(log.records).toHaveLength(1);
  });

  it('by never answering is given up after ten seconds', async () => {
    const { server, clock, log } = serverWith(() => new Promise(() => undefined));
    let settled = false;
    const answer = post(server, initialize(), bearer('ada')).finally(() => {
      settled = true;
    });
    await clock.advance(9_999);
    expect(settled).toBe(false);
    await clock.advance(1);
    expect((await answer).status).toBe(503);
    expect(String(Object(log.records[0]?.fields).err.cause)).toContain('faulty gave no answer within 10 s');
  });

  it('is not counted as a failed login', async () => {
    const { server } = serverWith(() => Promise.reject(new Error('down')));
    for (let request = 0; request < 12; request++) {
      const response = await server.fetch(loginFrom('192.0.2.1'), { address: '192.0.2.1' });
      expect(response.status).toBe(503);
    }
  });

  it.each<[string, Authenticator['authenticate'], number, string | null]>([
    ['that too many ask', () => Promise.reject(new RateLimitError('Slow down.', { retryAfterMs: 7_000 })), 429, '7'],
    ['that its key server is away', () => Promise.reject(new UnavailableError('No keys.')), 503, null],
  ])('may say %s', async (__, authenticate, status, retryAfter) => {
    const server = plainServer().use(authenticating('speaking', authenticate));
    const response = await post(server, initialize(), bearer('ada'));
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
  });

  it('does not hand the request to the next authenticator', async () => {
    const server = plainServer()
      .use(authenticating('down', () => Promise.reject(new Error('down'))))
      .use(authenticating('generous', () => principal('anyone')));
    expect((await post(server, initialize(), bearer('ada'))).status).toBe(503);
  });
});

function loginFrom(address: string): Request {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...bearer(address) };
  return new Request('http://localhost/mcp', { method: 'POST', headers, body: JSON.stringify(initialize()) });
}
