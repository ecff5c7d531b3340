import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiKey, digestKey, type KeyEntry, type KeyStore, mintKey } from '@toolgate/auth-apikey';
import { basicAuth, hashPassword } from '@toolgate/auth-basic';
import { jwt, type SignOptions } from '@toolgate/auth-jwt';
import { createServer, type Listening, type Server } from '@toolgate/core';
import { tokenRules } from '../src/token/token-rules.js';

const secret = 'a secret of this test that is longer than 32 bytes';
const light = { cost: 14, blocks: 8, rounds: 1 } as const;
const [key, expired, revoked] = [mintKey(), mintKey(), mintKey()];
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const entry = (value: string, id: string) => ({ id, digest: digestKey(value), permissions: [], roles: [] });
const entries = new Map<string, KeyEntry>([
  [digestKey(key), entry(key, 'ada')],
  [digestKey(expired), { ...entry(expired, 'old'), expiresAt: 1_000 }],
]);
const store: KeyStore = { find: (digest) => entries.get(digest), list: () => [...entries.values()] };

const sign = (claims: object, options: Partial<SignOptions> = {}) =>
  jwt.sign({ sub: 'ada', ...claims }, { ...tokenRules, secret, algorithm: 'HS256', expiresIn: '1h', ...options });
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

/** Credentials that let nobody in. */
const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no credential': {},
  'an empty key': { 'x-api-key': '' },
  'an empty bearer value': { authorization: 'Bearer ' },
  'a scheme alone': { authorization: 'Bearer' },
  'a malformed key': { 'x-api-key': 'garbage' },
  'a malformed token': bearer('a.b.c'),
  'a malformed login': { authorization: 'Basic !!!' },
  'a login without a colon': basic('ada'),
  'a wrong key': { 'x-api-key': mintKey() },
  'a wrong key as a bearer value': bearer(mintKey()),
  'a token with a wrong signature': bearer(sign({}, { secret: 'another secret that is longer than 32 bytes' })),
  'a wrong password': basic('ada:wrong'),
  'an unknown user': basic('eve:correct horse'),
  'an expired key': { 'x-api-key': expired },
  'an expired token': bearer(sign({}, { clock: { wallTime: () => 1_000_000 } })),
  'a revoked key': { 'x-api-key': revoked },
  'a revoked token': bearer(sign({ jti: 'revoked' })),
  'a token for another service': bearer(sign({}, { audience: 'https://other.example/mcp' })),
  'a token of another issuer': bearer(sign({}, { issuer: 'https://other.example' })),
  'a key in a cookie': { cookie: `x-api-key=${key}` },
  'a right key beside a wrong one': { 'x-api-key': key, ...bearer(mintKey()) },
};
const accepted = { 'a key': { 'x-api-key': key }, 'a token': bearer(sign({})), 'a login': basic('ada:correct horse') };

async function everythingServer(): Promise<Server<'auth'>> {
  const hash = await hashPassword('correct horse', light);
  return createServer({ name: 'all', version: '1', log: quiet, legacySse: true, failedAttempts: false })
    .use(apiKey({ store }))
    .use(
      jwt({
        ...tokenRules,
        secret,
        algorithms: ['HS256'],
        revoked: ({ jti }) => jti === 'revoked',
        authorizationServers: ['https://atlas.example'],
      }),
    )
    .use(basicAuth({ users: { ada: { hash } } }))
    .tool('who', { description: 'x' }, (_, { principal }) => String(principal?.id));
}

/** What a cell sends besides its credential, by method and path: one for every message a client of either era could begin with. */
const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};
const modern = (method: string, name?: string): Readonly<Record<string, string>> => ({
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': method,
  ...(name === undefined ? {} : { 'mcp-name': name }),
});
const rpc = (method: string, params: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });

interface Cell {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const cells: Readonly<Record<string, Readonly<Record<string, Cell>>>> = {
  'POST /mcp': {
    'initialize of 2025': { body: rpc('initialize', initialize) },
    'a call of 2025': { body: rpc('tools/call', { name: 'who' }), headers: { 'mcp-session-id': 'x' } },
    'a notification of 2025': { body: JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }) },
    'a batch': { body: `[${rpc('ping', {})}]` },
    'a call of 2026': {
      body: rpc('tools/call', { name: 'who', _meta: meta }),
      headers: modern('tools/call', 'who'),
    },
    'discovery of 2026': { body: rpc('server/discover', { _meta: meta }), headers: modern('server/discover') },
    nothing: { body: '' },
  },
  'GET /mcp': {
    'a stream': { headers: { 'mcp-session-id': 'x' } },
    'a resumed stream': { headers: { 'last-event-id': 'x' } },
  },
  'DELETE /mcp': { 'a session': { headers: { 'mcp-session-id': 'x' } } },
  'GET /sse': { 'a stream': {} },
  'POST /messages': { 'a message': { body: rpc('initialize', initialize) } },
};
const open = ['GET /.well-known/oauth-protected-resource', 'GET /.well-known/oauth-protected-resource/mcp'];

let server: Server<'auth'>;
let listening: Listening;
beforeAll(async () => {
  server = await everythingServer();
  listening = await server.listen({ port: 0 });
});
afterAll(() => server.close({ deadline: 0 }));

const transports: Readonly<Record<string, (path: string, init: RequestInit) => Promise<Response>>> = {
  fetch: (path, init) => server.fetch(new Request(`http://localhost${path}`, init)),
  'a socket': (path, init) => fetch(`${new URL(listening.url).origin}${path}`, init),
};

it('every path and method of the server has its cells, and nothing is open that should not be', () => {
  const routes = server.routes.flatMap(({ path, methods, public: isOpen }) =>
    methods.map((method) => ({ name: `${method} ${path}`, isOpen })),
  );
  expect(
    routes
      .filter(({ isOpen }) => isOpen)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...open].sort());
  expect(
    routes
      .filter(({ isOpen }) => !isOpen)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(cells).sort());
});

describe.each(Object.keys(transports))('over %s', (transport) => {
  const send = (name: string, { headers = {}, body }: Cell, credential: Readonly<Record<string, string>>) => {
    const [method = '', path = ''] = name.split(' ');
    const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const init = { method, headers: { ...usual, ...headers, ...credential }, ...(body === undefined ? {} : { body }) };
    return transports[transport]?.(path, init) ?? Promise.reject(new Error(transport));
  };
  const all = Object.entries(cells).flatMap(([name, kinds]) =>
    Object.entries(kinds).map(([kind, cell]): [string, string, Cell] => [name, kind, cell]),
  );

  it.each(all)('%s with %s lets in nobody without a right credential', async (name, _, cell) => {
    for (const [credential, headers] of Object.entries(refused)) {
      const response = await send(name, cell, headers);
      expect([credential, response.status]).toEqual([credential, 401]);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer .*Basic realm=/);
      await response.body?.cancel();
    }
    for (const [credential, headers] of Object.entries(accepted)) {
      const response = await send(name, cell, headers);
      expect([credential, response.status]).not.toEqual([credential, 401]);
      await response.body?.cancel();
    }
  });

  it.each(open)('%s is open to everybody', async (name) => {
    for (const headers of [...Object.values(refused), ...Object.values(accepted)]) {
      expect((await send(name, {}, headers)).status).toBe(200);
    }
  });

  it.each([
    '/mcp/',
    '//mcp',
    '/MCP',
    '/mcp%2f',
    '/mcp;x',
    '/./mcp',
    `/mcp?access_token=${key}`,
    `/mcp?x-api-key=${key}`,
  ])('no other spelling of the endpoint is a way in: %s', async (path) => {
    const response = await send(`POST ${path}`, { body: rpc('initialize', initialize) }, {});
    expect([401, 404]).toContain(response.status);
  });
});

describe('over stdio', () => {
  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a wrong key', mintKey()],
    ['an expired key', expired],
    ['a revoked key', revoked],
    ['a token for another service', sign({}, { audience: 'https://other.example/mcp' })],
    ['an expired token', sign({}, { clock: { wallTime: () => 1_000_000 } })],
    ['a wrong login', basic('ada:wrong').authorization],
    ['text', 'something'],
  ])('%s keeps the server from starting', async (_, credential) => {
    if (credential === undefined) delete process.env.TOOLGATE_CREDENTIAL;
    else process.env.TOOLGATE_CREDENTIAL = credential;
    try {
      await expect((await everythingServer()).stdio()).rejects.toThrow('TOOLGATE_CREDENTIAL');
    } finally {
      delete process.env.TOOLGATE_CREDENTIAL;
    }
  });
});
