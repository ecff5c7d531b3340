import { describe, expect, it } from '@jest/globals';
import { type Plugin, RateLimitError, type Route, type Server } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { quietLog } from '../support/quiet-log.js';

const who: Route = {
  path: '/who',
  public: false,
  handle: ({ caller, endpoint, method, path }) => ({
    type: 'application/json',
    headers: { 'cache-control': 'no-store' },
    body: JSON.stringify({ id: caller.principal?.id, endpoint, method, path }),
  }),
};
const about: Route = { path: '/about', public: true, handle: () => ({ type: 'text/plain', body: 'A server.' }) };

function routePlugin(...routes: readonly Route[]): Plugin {
  return { name: 'paths', routes: () => routes };
}

const get = (server: Server, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  server.fetch(new Request(`http://localhost${path}`, { method, headers }));

describe('a route of a plugin', () => {
  it('is answered beside the endpoint', async () => {
    const server = plainServer().use(routePlugin(about));
    const response = await get(server, '/about');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain']);
    expect(await response.text()).toBe('A server.');
  });

  it('that is public is answered to anybody, whatever they present', async () => {
    const server = plainServer()
      .use(tokenAuth({ ada: [] }))
      .use(routePlugin(about));
    for (const headers of [{}, bearer('ada'), bearer('wrong')]) {
      expect((await get(server, '/about', headers)).status).toBe(200);
    }
  });

  it('that is not public asks for a credential, also where some operation is public', async () => {
    const server = plainServer()
      .use(tokenAuth({ ada: [] }))
      .use(routePlugin(who));
    server.tool('open', { description: 'x', public: true }, () => 'open');
    expect((await get(server, '/who')).status).toBe(401);
    expect((await get(server, '/who', bearer('wrong'))).status).toBe(401);
    const response = await get(server, '/who', bearer('ada'));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      id: 'tokens:ada',
      endpoint: 'http://localhost/mcp',
      method: 'GET',
      path: '/who',
    });
  });

  it('tells two callers at once apart', async () => {
    const slow: Route = {
      ...who,
      handle: async (request) => {
        await new Promise((resolve) => setImmediate(resolve));
        return who.handle(request);
      },
    };
    const server = plainServer()
      .use(tokenAuth({ ada: [], bob: [] }))
      .use(routePlugin(slow));
    const callers = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 'ada' : 'bob'));
    const answers = await Promise.all(callers.map(async (name) => (await get(server, '/who', bearer(name))).json()));
    expect(answers).toMatchObject(callers.map((name) => ({ id: `tokens:${name}` })));
  });

  it('is open where no authenticator is installed', async () => {
    expect((await get(plainServer().use(routePlugin(who)), '/who')).status).toBe(200);
  });

  it.each(['POST', 'DELETE', 'PUT'])('takes no %s', async (method) => {
    const response = await get(plainServer().use(routePlugin(about)), '/about', {}, method);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('is refused a foreign Host and Origin like the endpoint', async () => {
    const server = plainServer({ allowedHosts: ['localhost'] }).use(routePlugin(about));
    expect((await get(server, '/about', { host: 'evil.example' })).status).toBe(403);
    expect((await get(server, '/about', { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('answers what it throws as the endpoint does', async () => {
    const throwing = (error: Error): Route => ({
      ...about,
      handle: () => {
        throw error;
      },
    });
    const log = quietLog();
    const broken = plainServer({ log }).use(routePlugin(throwing(new Error('password hunter2'))));
    const response = await get(broken, '/about');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
    const busy = plainServer().use(routePlugin(throwing(new RateLimitError('Later.', { retryAfterMs: 2_000 }))));
    const later = await get(busy, '/about');
    expect([later.status, later.headers.get('retry-after')]).toEqual([429, '2']);
  });

  it('is in the list of all that is served', () => {
    const server = plainServer({ legacySse: true }).use(routePlugin(about, who));
    expect(server.routes).toEqual([
      { path: '/mcp', methods: ['POST', 'GET', 'DELETE'], public: false },
      { path: '/sse', methods: ['GET'], public: false },
      { path: '/messages', methods: ['POST'], public: false },
      { path: '/about', methods: ['GET'], public: true },
      { path: '/who', methods: ['GET'], public: false },
    ]);
    expect(plainServer({ sessions: false }).routes[0]?.methods).toEqual(['POST']);
  });
});

describe('a route that cannot be served is refused at start', () => {
  it.each<[string, object, RegExp]>([
    ['at the endpoint', { path: '/mcp' }, /Two things are served at \/mcp/],
    ['without a path', { path: undefined }, /Plugin paths has a route at undefined/],
    ['at a relative path', { path: 'about' }, /Plugin paths has a route at "about"/],
    ['with a query', { path: '/about?x' }, /Plugin paths has a route at "\/about\?x"/],
    ['that does not say whether it is public', { public: undefined }, /\/about without public or handle/],
    ['that answers nothing', { handle: undefined }, /\/about without public or handle/],
  ])('%s', async (_, wrong, message) => {
    const server = plainServer();
    untyped(server.use.bind(server), { name: 'paths', routes: () => [{ ...about, ...wrong }] });
    await expect(server.start()).rejects.toThrow(message);
  });

  it('twice at one path', async () => {
    const server = plainServer().use(routePlugin(about, about));
    await expect(server.start()).rejects.toThrow('Two things are served at /about');
  });
});
